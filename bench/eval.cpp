// What answering costs: `comity eval` on a million records of about 600 bytes, four policies each, with
// the memory it takes; beside a loop in this program that only reads the lines and parses them with
// simdjson, which nothing that reads JSON with it can beat. It reports and asserts nothing.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <simdjson.h>

#include "bench/made_up_records.hpp"

namespace comity::bench {
namespace {

struct Cost {
  double wall = 0;     // seconds
  double cpu = 0;      // seconds
  double megabytes = 0;
  bool is_fine = false;
};

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

// A whole process, its output thrown away.
Cost run(const std::vector<std::string>& command) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    std::vector<char*> words;
    for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    execv(words.front(), words.data());
    _exit(127);
  }
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  Cost cost;
  cost.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  cost.cpu = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
  cost.megabytes = static_cast<double>(used.ru_maxrss) / 1024;
  cost.is_fine = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return cost;
}

// Lines, each parsed whole. The sum keeps the loop from being optimised away.
Cost ceiling(const std::string& path, std::size_t& fields) {
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  const auto start = std::chrono::steady_clock::now();
  std::ifstream file{path, std::ios::binary};
  simdjson::dom::parser parser;
  for (std::string line; std::getline(file, line);) fields += parser.parse(line).get_object().size();
  Cost cost;
  cost.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  getrusage(RUSAGE_SELF, &after);
  cost.cpu = seconds_of(after.ru_utime) + seconds_of(after.ru_stime) - seconds_of(before.ru_utime) - seconds_of(before.ru_stime);
  cost.megabytes = static_cast<double>(after.ru_maxrss) / 1024;
  cost.is_fine = true;
  return cost;
}

void report(const char* what, const Cost& cost, std::size_t records, double size, const Cost& reference) {
  fmt::print("| {} | {:.1f} | {:.1f} | {:.0f} | {:.0f} | {:.0f} | {:.2f} | {} |\n", what, cost.wall, cost.cpu, static_cast<double>(records) / cost.cpu, size / cost.cpu,
             cost.megabytes, cost.cpu / reference.cpu, cost.is_fine ? "fine" : "failed");
}

}  // namespace
}  // namespace comity::bench

int main(int count, char** arguments) {
  using namespace comity::bench;
  if (count < 4) {
    fmt::print(stderr, "usage: bench_eval COMITY LIBRARY RECORDS_FILE [COUNT]\n");
    return 2;
  }
  const std::string comity = arguments[1], library = arguments[2], path = arguments[3];
  const std::size_t records = count > 4 ? std::strtoull(arguments[4], nullptr, 10) : 1'000'000;
  write_made_up_records(path, records, 1);
  const double size = static_cast<double>(std::filesystem::file_size(path)) / 1e6;
  fmt::print("# Answering records\n\n{} records, {:.0f} MB, four policies each; output thrown away. Rates are per second of CPU time.\n\n"
             "| what | wall s | CPU s | records/s | MB/s | peak memory MB | CPU / ceiling | ended |\n|---|--:|--:|--:|--:|--:|--:|---|\n",
             records, size);
  std::size_t fields = 0;
  const Cost reference = ceiling(path, fields);
  report("ceiling: getline and simdjson, nothing else", reference, records, size, reference);
  const std::vector<std::string> command{comity, "eval", path, "--library", library, "--policy", "la,sc,cook,ice", "--format"};
  for (const char* format : {"summary", "jsonl", "csv"}) {
    auto whole = command;
    whole.emplace_back(format);
    report(fmt::format("comity eval --format {}", format).c_str(), run(whole), records, size, reference);
  }
  std::filesystem::remove(path);
  return fields == 0 ? 1 : 0;
}
