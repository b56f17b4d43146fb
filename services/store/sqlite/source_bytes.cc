#include "services/store/sqlite/source_bytes.h"

#include <zstd.h>

#include "services/store/sqlite/query.h"

namespace peerage::store {
namespace {

constexpr int kLevel = 3;

absl::Status Damaged() { return absl::DataLossError("kept source bytes cannot be unpacked"); }

absl::StatusOr<std::string> Unpack(const std::string& packed, int64_t size) {
  std::string bytes(static_cast<size_t>(size), '\0');
  const size_t unpacked = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(unpacked) != 0 || unpacked != bytes.size()) return Damaged();
  return bytes;
}

}  // namespace

absl::Status InsertSource(Database& database, std::string_view sha256, std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size =
      ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), kLevel);
  if (ZSTD_isError(size) != 0) return absl::InternalError("source bytes cannot be packed");
  packed.resize(size);
  return Insert(database, "INSERT OR IGNORE INTO source_bytes VALUES (?, ?, ?)", Blob{sha256},
                static_cast<int64_t>(bytes.size()), Blob{packed});
}

absl::StatusOr<std::optional<std::string>> SelectSource(Database& database,
                                                        std::string_view sha256) {
  std::optional<std::string> packed;
  int64_t size = 0;
  const absl::Status status = Select(
      database, "SELECT size, zstd FROM source_bytes WHERE sha256 = ?",
      [&](const Statement& row) {
        size = row.Integer(0);
        packed = row.Text(1);
      },
      Blob{sha256});
  if (!status.ok()) return status;
  if (!packed) return std::optional<std::string>();
  absl::StatusOr<std::string> bytes = Unpack(*packed, size);
  if (!bytes.ok()) return bytes.status();
  return std::optional<std::string>(*std::move(bytes));
}

}  // namespace peerage::store
