// Whom a client of this library speaks to.
#pragma once

#include <string>

#include "clients/cpp/channel.h"

namespace peerage::client {

// What each client holds; nothing for a caller to do.
struct Service {
  // "ranking", "ingestion", "reporting"; for messages.
  std::string name;
  Connection connection;
};

}  // namespace peerage::client
