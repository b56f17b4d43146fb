// Plants one fault that a sanitizer must report: a test whose sanitizer is
// asleep would pass whatever the code does. Usage: sanitizer_canary FAULT
#include <climits>
#include <cstring>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <thread>

namespace {

// Two threads write one int.
void RaceOnInt() {
  int shared = 0;
  std::thread other([&shared] { ++shared; });
  ++shared;
  other.join();
  std::cout << shared << "\n";
}

// Two threads insert into one map: the race lies in the standard library's
// code, which a careless suppression would hide.
void RaceOnMap() {
  std::map<int, std::string> shared;
  std::thread other([&shared] { shared[1] = "one"; });
  shared[2] = "two";
  other.join();
  std::cout << shared.size() << "\n";
}

void ReadAfterFree() {
  auto* text = new std::string("a text long enough to live on the heap, not in the string");
  const char* inside = text->c_str();
  delete text;
  std::cout << std::strlen(inside) << "\n";
}

// Reads one byte beyond a block of the heap.
void OverflowHeap(int argc) {
  const std::unique_ptr<char[]> block(new char[64]());
  const char* begin = block.get();
  std::cout << static_cast<int>(begin[62 + argc]) << "\n";
}

void OverflowInt(int argc) {
  int number = INT_MAX;
  number += argc;
  std::cout << number << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const std::string fault = argc == 2 ? argv[1] : "";
  if (fault == "race-on-int") {
    RaceOnInt();
  } else if (fault == "race-on-map") {
    RaceOnMap();
  } else if (fault == "read-after-free") {
    ReadAfterFree();
  } else if (fault == "overflow-heap") {
    OverflowHeap(argc);
  } else if (fault == "overflow-int") {
    OverflowInt(argc);
  } else {
    std::cerr << "usage: sanitizer_canary "
                 "race-on-int|race-on-map|read-after-free|overflow-heap|overflow-int\n";
    return 2;
  }
  return 0;
}
