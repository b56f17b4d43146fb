# How every target of the project is built: one function for libraries, one
# for programs, one for tests. A room lists its files by hand.

function(peerage_settings target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}>")
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wnon-virtual-dtor
    -Wno-missing-field-initializers)
  # At -O2 g++ 12 sees overlaps in std::string's own operator+ (GCC bug 105651),
  # and unset bytes in a std::variant that holds a string.
  target_compile_options(${target} PRIVATE
    "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict;-Wno-maybe-uninitialized>")
  # Figures must not depend on the optimiser: no fused multiply-add.
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  if(PEERAGE_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  peerage_sanitize(${target})
endfunction()

function(peerage_sanitize target)
  if(PEERAGE_SANITIZE STREQUAL "address")
    target_compile_options(${target} PRIVATE -fsanitize=address,undefined
      -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  elseif(PEERAGE_SANITIZE STREQUAL "fuzzer")
    # libFuzzer itself is linked where a fuzzer is (tests/fuzz).
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link,address,undefined
      -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=address,undefined)
  elseif(PEERAGE_SANITIZE STREQUAL "thread")
    target_compile_options(${target} PRIVATE -fsanitize=thread -fno-omit-frame-pointer
      -fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/cmake/tsan_ignore.txt)
    target_link_options(${target} PUBLIC -fsanitize=thread)
  endif()
endfunction()

# peerage_library(core SOURCES a.cc DEPS peerage::wire): target peerage_core,
# alias peerage::core.
function(peerage_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;PRIVATE_DEPS" ${ARGN})
  add_library(peerage_${name} STATIC ${ARG_SOURCES})
  add_library(peerage::${name} ALIAS peerage_${name})
  peerage_settings(peerage_${name})
  target_link_libraries(peerage_${name} PUBLIC ${ARG_DEPS} PRIVATE ${ARG_PRIVATE_DEPS})
endfunction()

# peerage_program(peerage-ranking SOURCES main.cc DEPS peerage::ranking)
function(peerage_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  peerage_settings(${name})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS})
endfunction()

# peerage_test(core_test SOURCES a_test.cc DEPS peerage::core LABELS unit):
# one GoogleTest program, run by ctest.
function(peerage_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;LABELS" ${ARGN})
  if(NOT BUILD_TESTING)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  peerage_settings(${name})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  target_compile_definitions(${name} PRIVATE PEERAGE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} GTest::gmock GTest::gtest GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT 300)
endfunction()
