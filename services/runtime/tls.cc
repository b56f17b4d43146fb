#include "services/runtime/tls.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace peerage::runtime {
namespace {

using grpc::experimental::FileWatcherCertificateProvider;

constexpr unsigned kLookEverySeconds = 1;

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Certificate = std::unique_ptr<X509, Free>;

std::unique_ptr<BIO, Free> Open(const std::string& path) {
  return std::unique_ptr<BIO, Free>(BIO_new_file(path.c_str(), "rb"));
}

absl::Status Wrong(const std::string& path, const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat("--tls-dir: ", path, " ", what));
}

absl::StatusOr<Certificate> ReadCertificate(const std::string& path) {
  const auto bio = Open(path);
  if (bio == nullptr) return Wrong(path, "cannot be read; tools/mkcerts makes one");
  Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr) return Wrong(path, "is not a certificate in PEM");
  return certificate;
}

absl::Status CheckKey(const std::string& path, X509& certificate) {
  const auto bio = Open(path);
  if (bio == nullptr) return Wrong(path, "cannot be read; tools/mkcerts makes one");
  const std::unique_ptr<EVP_PKEY, Free> key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  if (key == nullptr) return Wrong(path, "is not a private key in PEM, or has a password");
  if (X509_check_private_key(&certificate, key.get()) != 1) {
    return Wrong(path, "is not the key of tls.crt");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<absl::Time> CertificateEnd(const std::string& directory) {
  const std::string path = directory + "/tls.crt";
  const auto certificate = ReadCertificate(path);
  if (!certificate.ok()) return certificate.status();
  std::tm end{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate->get()), &end) != 1) {
    return Wrong(path, "has no readable end");
  }
  return absl::FromTM(end, absl::UTCTimeZone());
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> TlsServerCredentials(
    const std::string& directory) {
  const std::string certificate_path = directory + "/tls.crt";
  const std::string key_path = directory + "/tls.key";
  const std::string ca_path = directory + "/ca.crt";
  const auto certificate = ReadCertificate(certificate_path);
  if (!certificate.ok()) return certificate.status();
  if (auto checked = CheckKey(key_path, **certificate); !checked.ok()) return checked;
  if (const auto ca = ReadCertificate(ca_path); !ca.ok()) return ca.status();
  const auto end = CertificateEnd(directory);
  if (!end.ok()) return end.status();
  if (*end <= absl::Now()) return Wrong(certificate_path, "has ended; have a new one issued");

  grpc::experimental::TlsServerCredentialsOptions options(
      std::make_shared<FileWatcherCertificateProvider>(key_path, certificate_path, ca_path,
                                                       kLookEverySeconds));
  options.watch_root_certs();
  options.watch_identity_key_cert_pairs();
  options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  return grpc::experimental::TlsServerCredentials(options);
}

}  // namespace peerage::runtime
