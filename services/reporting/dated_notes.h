// What a paper says of what happened beside its figures, and of what is to come.
#pragma once

#include <string>
#include <vector>

#include "services/reporting/report_notes.h"

namespace peerage::reporting {

// One a text, with the rows it is about unless it is about all measures. What a
// row's caveat says already is left out.
std::vector<std::string> AnnotationNotes(const Paper& paper);

// "As first published: All Crime 8th of 8, 151,103; ...", of the rows whose
// figures were released again since; empty when none were.
std::string FirstPublishedNote(const Paper& paper);

// "Next data: 23 April 2020: ...; ..."; empty when the calendar is.
std::string NextDataNote(const Paper& paper);

}  // namespace peerage::reporting
