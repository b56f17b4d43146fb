// Serves metrics as Prometheus reads them: HTTP GET /metrics.
#pragma once

#include <prometheus/collectable.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace prometheus {
class Exposer;
}

namespace peerage::runtime {

class MetricsListener {
 public:
  // HOST:PORT, port 0 takes a free one; who made `collectables` keeps them.
  // UNAVAILABLE: the port is taken.
  static absl::StatusOr<std::unique_ptr<MetricsListener>> Start(
      const std::string& listen,
      const std::vector<std::shared_ptr<prometheus::Collectable>>& collectables);
  ~MetricsListener();

  int port() const { return port_; }

 private:
  MetricsListener() = default;

  std::unique_ptr<prometheus::Exposer> exposer_;
  int port_ = 0;
};

}  // namespace peerage::runtime
