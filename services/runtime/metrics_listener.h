// Serves the metrics of a registry as Prometheus reads them: HTTP GET /metrics.
#pragma once

#include <prometheus/registry.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace prometheus {
class Exposer;
}

namespace peerage::runtime {

class MetricsListener {
 public:
  // HOST:PORT, port 0 takes a free one. UNAVAILABLE: the port is taken.
  static absl::StatusOr<std::unique_ptr<MetricsListener>> Start(
      const std::string& listen, const std::shared_ptr<prometheus::Registry>& registry);
  ~MetricsListener();

  int port() const { return port_; }

 private:
  MetricsListener() = default;

  std::unique_ptr<prometheus::Exposer> exposer_;
  int port_ = 0;
};

}  // namespace peerage::runtime
