// A file that is there whole, or not at all.
#pragma once

#include <fstream>
#include <string>

#include "absl/status/status.h"

namespace peerage::cli {

// Written in pieces beside its place, as NAME.part, and put there by Keep. What
// was not kept is removed again.
class NewFile {
 public:
  explicit NewFile(const std::string& path);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  // UNAVAILABLE, with the path and the cause.
  absl::Status Write(const std::string& bytes);
  absl::Status Keep();

 private:
  absl::Status Fault() const;

  const std::string path_;
  const std::string part_;
  std::ofstream file_;
};

}  // namespace peerage::cli
