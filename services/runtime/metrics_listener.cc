#include "services/runtime/metrics_listener.h"

#include <prometheus/exposer.h>

#include <exception>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace peerage::runtime {

absl::StatusOr<std::unique_ptr<MetricsListener>> MetricsListener::Start(
    const std::string& listen,
    const std::vector<std::shared_ptr<prometheus::Collectable>>& collectables) try {
  std::unique_ptr<MetricsListener> listener(new MetricsListener);
  listener->exposer_ = std::make_unique<prometheus::Exposer>(listen, /*num_threads=*/1);
  for (const auto& collectable : collectables) {
    listener->exposer_->RegisterCollectable(collectable);
  }
  listener->port_ = listener->exposer_->GetListeningPorts().at(0);
  return listener;
} catch (const std::exception& fault) {
  return absl::UnavailableError(
      absl::StrCat("cannot serve metrics on \"", listen, "\": another program may hold the port"));
}

MetricsListener::~MetricsListener() = default;

}  // namespace peerage::runtime
