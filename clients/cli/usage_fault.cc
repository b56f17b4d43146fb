#include "clients/cli/usage_fault.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/near_word.h"

namespace peerage::cli {
namespace {

// The command that the arguments reached, and how it is called.
struct Reached {
  const CLI::App* command;
  std::string name;
};

Reached ReachedBy(const CLI::App& app) {
  Reached reached{&app, app.get_name()};
  while (!reached.command->get_subcommands().empty()) {
    reached.command = reached.command->get_subcommands().front();
    absl::StrAppend(&reached.name, " ", reached.command->get_name());
  }
  return reached;
}

std::vector<std::string> CommandsOf(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::App* known : command.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(known->get_name());
  }
  return names;
}

void AddFlags(const CLI::App& command, std::vector<std::string>& names) {
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
}

std::string Meant(const std::string& near, const Reached& reached, const std::string& what) {
  return near.empty() ? absl::StrCat("; ", reached.name, " --help lists ", what)
                      : absl::StrCat("; did you mean ", near, "?");
}

std::string Unknown(const CLI::App& app, const std::string& argument) {
  const Reached reached = ReachedBy(app);
  if (absl::StartsWith(argument, "-")) {
    const std::string flag = argument.substr(0, argument.find('='));
    std::vector<std::string> flags;
    AddFlags(*reached.command, flags);
    AddFlags(app, flags);
    return absl::StrCat(flag, " is no flag of ", reached.name,
                        Meant(NearWord(flag, flags), reached, "them"));
  }
  const std::vector<std::string> commands = CommandsOf(*reached.command);
  if (commands.empty()) {
    return absl::StrCat(reached.name, " takes no \"", argument, "\"; ", reached.name,
                        " --help says what it takes");
  }
  return absl::StrCat("\"", argument, "\" is no command of ", reached.name,
                      Meant(NearWord(argument, commands), reached, "them"));
}

}  // namespace

std::string UsageFault(const CLI::App& app, const CLI::ParseError& error) {
  // A mistyped flag is also a missing one: the mistype says more.
  const std::vector<std::string> unknown = app.remaining(true);
  if (!unknown.empty()) return Unknown(app, unknown.front());
  return absl::StrCat(error.what(), "; ", ReachedBy(app).name, " --help says more");
}

}  // namespace peerage::cli
