// Asks Peerage where a force stands, from C++ over clients/cpp.
//
//   standing [--tls-dir DIR] --ranking 127.0.0.1:7401 open-data essex all-crime-offences 2019-12
#include <iostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cpp/channel.h"
#include "clients/cpp/status.h"
#include "standing.h"

namespace {

struct Arguments {
  std::string tls_dir;
  std::string ranking;
  // Dataset, force, measure, period.
  std::vector<std::string> subject;
};

Arguments Parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (i + 1 < argc && word == "--tls-dir") {
      arguments.tls_dir = argv[++i];
    } else if (i + 1 < argc && word == "--ranking") {
      arguments.ranking = argv[++i];
    } else {
      arguments.subject.push_back(word);
    }
  }
  return arguments;
}

// Decide by code and reason; the message is for people.
int Fail(const absl::Status& status) {
  std::cerr << absl::StatusCodeToString(status.code()) << " "
            << peerage::client::ErrorReason(status) << ": " << status.message() << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments = Parse(argc, argv);
  if (arguments.ranking.empty() || arguments.subject.size() != 4) {
    std::cerr << "usage: standing [--tls-dir DIR] --ranking HOST:PORT DATASET FORCE MEASURE "
                 "PERIOD\n";
    return 2;
  }
  const auto connection =
      peerage::client::Connect(arguments.ranking, {.tls_dir = arguments.tls_dir});
  if (!connection.ok()) return Fail(connection.status());

  peerage::ranking::v1::GetStandingRequest request;
  request.set_dataset_id(arguments.subject[0]);
  request.set_force_id(arguments.subject[1]);
  request.set_measure_id(arguments.subject[2]);
  request.mutable_period()->set_end_month(arguments.subject[3]);
  const auto lines = StandingLines(peerage::client::RankingClient(*connection), request);
  if (!lines.ok()) return Fail(lines.status());
  std::cout << *lines;
  return 0;
}
