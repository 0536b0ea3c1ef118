#include <iostream>

#include "content/publish/command_line.hpp"

int main(int argc, char** argv) {
  return rohnamo::publish::run({argv + 1, argv + argc}, std::cout, std::cerr);
}
