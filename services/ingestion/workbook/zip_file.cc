#include "services/ingestion/workbook/zip_file.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/ingestion/text_rules.h"
#include "services/ingestion/workbook/zip_directory.h"

namespace peerage::ingestion::workbook {
namespace {

Refusal Damaged(std::string_view part) {
  return {std::string(part), "a workbook's parts can be unpacked", kSaveAgain};
}

Refusal TooLarge(int64_t bytes) {
  return {absl::StrCat("more than ", bytes, " bytes"),
          absl::StrCat("a workbook has at most ", bytes, " bytes when unpacked"),
          "cut the workbook into several"};
}

bool IsSafeName(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos ||
      FindBadText(name)) {
    return false;
  }
  const std::vector<std::string> steps =
      absl::StrSplit(absl::string_view(name.data(), name.size()), '/');
  return std::none_of(steps.begin(), steps.end(),
                      [](const std::string& step) { return step == ".." || step == "."; });
}

std::string Lower(std::string_view name) {
  return absl::AsciiStrToLower(absl::string_view(name.data(), name.size()));
}

}  // namespace

MaybeRefusal ZipPart::Read(std::string_view& bytes) {
  // One more than is declared, to see that there is no more.
  const uint64_t size = std::min<uint64_t>(piece_.size(), left_ + 1);
  const zip_int64_t read = zip_fread(file_.get(), piece_.data(), size);
  if (read < 0) return Damaged(name_);
  if (static_cast<uint64_t>(read) > left_) {
    return Refusal{name_, "a part of a workbook is as large as the file says",
                   "this file was made to do harm; delete it"};
  }
  if (static_cast<uint64_t>(read) > budget_) {
    return Refusal{name_, "the parts of a workbook are each used once", kSaveAgain};
  }
  budget_ -= static_cast<uint64_t>(read);
  left_ -= static_cast<uint64_t>(read);
  if (read == 0 && left_ > 0) return Damaged(name_);
  bytes = {piece_.data(), static_cast<size_t>(read)};
  return std::nullopt;
}

MaybeRefusal ZipFile::Open(std::string_view bytes, const TableLimits& limits) {
  if (MaybeRefusal refusal = CheckZipDirectory(bytes, limits)) return refusal;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source == nullptr) return Damaged("");
  zip_.reset(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nullptr));
  if (zip_ == nullptr) {
    zip_source_free(source);
    return Refusal{"", "a workbook is a zip file whose list of parts agrees with its parts",
                   kSaveAgain};
  }
  budget_ = static_cast<uint64_t>(limits.unpacked_bytes);
  const zip_int64_t count = zip_get_num_entries(zip_.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    if (MaybeRefusal refusal = CheckEntry(static_cast<uint64_t>(i), limits)) return refusal;
  }
  for (const auto& [name, entry] : entries_) {
    if (MaybeRefusal refusal = CheckBeginning(entry)) return refusal;
  }
  return std::nullopt;
}

MaybeRefusal ZipFile::CheckEntry(uint64_t index, const TableLimits& limits) {
  constexpr zip_uint64_t kNeeded = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
                                   ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(zip_.get(), index, 0, &stat) != 0 || (stat.valid & kNeeded) != kNeeded) {
    return Damaged(absl::StrCat("part ", index + 1));
  }
  const std::string_view name = stat.name;
  if (!IsSafeName(name)) {
    return Refusal{absl::StrCat("part ", index + 1),
                   "the parts of a workbook have plain names without '..' and backslash",
                   "this file was made by no office program; save the table again with one"};
  }
  if (stat.encryption_method != ZIP_EM_NONE) {
    return Refusal{std::string(name), "a workbook has no password",
                   "save the workbook again without a password"};
  }
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) return Damaged(name);
  if (stat.size > static_cast<uint64_t>(limits.unpacked_bytes) - declared_bytes_) {
    return TooLarge(limits.unpacked_bytes);
  }
  declared_bytes_ += stat.size;
  if (!entries_.try_emplace(Lower(name), Entry{std::string(name), index, stat.size}).second) {
    return Refusal{std::string(name), "a part of a workbook stands in it once", kSaveAgain};
  }
  return std::nullopt;
}

MaybeRefusal ZipFile::CheckBeginning(const Entry& entry) {
  if (entry.size < 4) return std::nullopt;
  MaybeRefusal refusal;
  const std::unique_ptr<ZipPart> part = OpenEntry(entry, refusal);
  if (part == nullptr) return refusal;
  char beginning[4] = {};
  if (zip_fread(part->file_.get(), beginning, sizeof beginning) != sizeof beginning) {
    return Damaged(entry.name);
  }
  if (std::string_view(beginning, 4) != "PK\3\4") return std::nullopt;
  return Refusal{entry.name, "a workbook holds no other zip file or workbook",
                 "remove what is embedded, or send the table as CSV"};
}

bool ZipFile::HasFolder(std::string_view prefix) const {
  const std::string lower = Lower(prefix);
  const auto next = entries_.lower_bound(lower);
  return next != entries_.end() && next->first.compare(0, lower.size(), lower) == 0;
}

const ZipFile::Entry* ZipFile::Find(std::string_view name) const {
  const auto found = entries_.find(Lower(name));
  return found == entries_.end() ? nullptr : &found->second;
}

uint64_t ZipFile::SizeOf(std::string_view name) const {
  const Entry* entry = Find(name);
  return entry == nullptr ? 0 : entry->size;
}

std::unique_ptr<ZipPart> ZipFile::OpenPart(std::string_view name, MaybeRefusal& refusal) {
  if (const Entry* entry = Find(name)) return OpenEntry(*entry, refusal);
  refusal = Refusal{std::string(name), "every part that a workbook names is there", kSaveAgain};
  return nullptr;
}

std::unique_ptr<ZipPart> ZipFile::OpenEntry(const Entry& entry, MaybeRefusal& refusal) {
  zip_file_t* file = zip_fopen_index(zip_.get(), entry.index, 0);
  if (file != nullptr) {
    return std::unique_ptr<ZipPart>(new ZipPart(file, entry.name, entry.size, budget_));
  }
  refusal = Damaged(entry.name);
  return nullptr;
}

}  // namespace peerage::ingestion::workbook
