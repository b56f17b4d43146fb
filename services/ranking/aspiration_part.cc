#include <cmath>

#include "services/core/aspiration.h"
#include "services/core/average.h"
#include "services/ranking/standing_parts.h"

namespace peerage::ranking {
namespace {

// Above zero when the value is better than the average.
std::optional<int> AgainstAverage(const GroupComparison& present, const std::string& force_id,
                                  const core::MethodOptions& options) {
  const auto index = present.figures.IndexOf(force_id);
  if (!index || !present.complete() || !present.figures.figures[*index].fraction) {
    return std::nullopt;
  }
  const auto average =
      core::GroupAverage(present.figures, *index, options.average_method, options.include_self);
  if (!average) return std::nullopt;
  return core::Better(present.figures.ValueAt(*index), *average, present.figures.direction);
}

// The value's change in per cent since a baseline: (now / then - 1) x 100.
std::optional<core::Number> PercentSince(const core::Fraction& now, const core::Fraction& then) {
  if (then.numerator <= 0) return std::nullopt;
  const auto exact = [now, then] {
    const core::Rational ratio = core::Rational(core::Integer(now.numerator) * then.denominator,
                                                core::Integer(now.denominator) * then.numerator);
    return core::Rational((ratio - 1) * 100);
  };
  const double ratio = static_cast<double>(now.numerator) / static_cast<double>(now.denominator) *
                       static_cast<double>(then.denominator) / static_cast<double>(then.numerator);
  return core::Number((ratio - 1) * 100, (ratio + 1) * 100, exact);
}

std::optional<int> AgainstChange(const MeasureView& view, const core::Figure& now,
                                 const GroupComparison& present, const std::string& force_id,
                                 const core::ChangeFromBaseline& target) {
  if (!now.fraction || &view.FormulaAt(target.baseline_end) != present.formula) {
    return std::nullopt;
  }
  const core::Figure then =
      view.OwnFigure(force_id, target.baseline_end, present.vintage).figures.front();
  if (!then.fraction) return std::nullopt;
  const auto percent = PercentSince(*now.fraction, *then.fraction);
  if (!percent) return std::nullopt;
  return core::Better(*percent, core::Number(target.percent), present.figures.direction);
}

}  // namespace

std::optional<core::AspirationResult> MakeAspiration(MeasureView& view, const Subject& subject,
                                                     const GroupComparison& present,
                                                     const core::Standing& standing) {
  const std::string& force_id = subject.force->id;
  const core::Aspiration* declared = core::EffectiveAspiration(
      view.dataset().reference(), force_id, view.measure_id(), subject.reporting_month);
  if (declared == nullptr) return std::nullopt;
  core::AspirationFacts facts{.direction = present.figures.direction,
                              .ranked_of = standing.ranked_of};
  // A place or an average "in MSG" is judged in a similar group alone: in a list
  // of three forces everybody holds the fourth place.
  if (present.group.kind == core::GroupKind::kSimilar) {
    facts.position = standing.position;
    facts.against_average = AgainstAverage(present, force_id, view.options());
  }
  if (standing.national) facts.national_position = standing.national->position;
  const core::Figure now = view.FigureIn(present, force_id);
  if (const auto* value = std::get_if<core::ValueAtLeast>(&declared->target);
      value != nullptr && now.fraction) {
    facts.against_value = core::Better(core::ValueOf(*now.fraction, present.formula->scale),
                                       core::Number(value->value), present.figures.direction);
  }
  if (const auto* change = std::get_if<core::ChangeFromBaseline>(&declared->target)) {
    facts.against_change = AgainstChange(view, now, present, force_id, *change);
  }
  const core::Verdict verdict = core::JudgeAspiration(declared->target, facts);
  return core::AspirationResult{.target = declared->target,
                                .target_display = declared->text.empty()
                                                      ? core::AspirationWords(declared->target)
                                                      : declared->text,
                                .verdict = verdict,
                                .verdict_display = core::VerdictWords(verdict)};
}

}  // namespace peerage::ranking
