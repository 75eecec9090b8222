#include "bench/made_up_records.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "bench/random_numbers.hpp"

namespace comity::bench {
namespace {

constexpr const char* statutes[] = {"VC 23152", "PC 484", "PC 240", "HS 11350", "HS 11352", "PC 459", "PC 211",
                                    "PC 187", "PC 243.4", "PC 25400", "PC 602", "LAMC 42.00", "VC 12500", "PC 372"};
constexpr const char* categories[] = {"dui", "theft", "assault", "drug_possession", "drug_trafficking", "burglary", "robbery",
                                      "homicide", "sexual_assault", "weapon", "other", "illegal_vending", "unlicensed_driving", "public_nuisance"};
constexpr std::size_t first_petty = 11;
constexpr const char* forms[] = {"i_247", "i_247d", "i_247n", "i_247x"};

const char* word(bool value) { return value ? "true" : "false"; }

const char* level(RandomNumbers& numbers, bool is_petty) {
  if (is_petty) return numbers.chance(50) ? "infraction" : "misdemeanor";
  return numbers.chance(35) ? "felony" : "misdemeanor";
}

std::size_t category(RandomNumbers& numbers, bool is_petty) {
  return is_petty ? first_petty + numbers.below(std::size(categories) - first_petty) : numbers.below(std::size(categories));
}

std::string day(RandomNumbers& numbers, std::size_t first_year, std::size_t years) {
  return fmt::format("{}-{:02}-{:02}", first_year + numbers.below(years), 1 + numbers.below(12), 1 + numbers.below(28));
}

// Small counts are likelier than large ones.
std::size_t few(RandomNumbers& numbers, std::size_t most) { return numbers.below(most + 1) * numbers.below(most + 1) / most; }

std::string record(RandomNumbers& numbers, std::size_t number) {
  const bool is_petty = numbers.chance(42);
  std::string charges;
  for (std::size_t left = 1 + few(numbers, 4); left > 0; --left) {
    const std::size_t kind = category(numbers, is_petty);
    charges += fmt::format(R"({}{{"statute":"{}","level":"{}","category":"{}","violent":{},"serious":{}}})", charges.empty() ? "" : ",", statutes[kind],
                           level(numbers, kind >= first_petty), categories[kind], word(numbers.chance(20)), word(numbers.chance(15)));
  }
  std::string convictions;
  for (std::size_t left = few(numbers, 6); left > 0; --left) {
    const std::size_t kind = category(numbers, false);
    const std::string released = numbers.chance(70) ? '"' + day(numbers, 2008, 3) + '"' : "null";
    convictions += fmt::format(R"({}{{"level":"{}","category":"{}","serious":{},"violent":{},"convicted_on":"{}","released_on":{}}})", convictions.empty() ? "" : ",",
                               level(numbers, kind >= first_petty), categories[kind], word(numbers.chance(15)), word(numbers.chance(20)),
                               day(numbers, 1988, 20), released);
  }
  const std::size_t gang = numbers.below(100);
  return fmt::format(R"({{"id":"A{:08}","arrest_date":"{}","age":{},"gang_affiliated":{},"charges":[{}],"prior_convictions":[{}],)"
                     R"("request":{{"form":"{}","requested_on":"{}","judicial_warrant":{},"reimbursement_agreement":{}}},"prior_removal":{}}})",
                     number, day(numbers, 2011, 3), numbers.chance(5) ? 14 + numbers.below(4) : 18 + numbers.below(50), gang < 6 ? "true" : gang < 16 ? "null" : "false",
                     charges, convictions, forms[numbers.below(std::size(forms))], day(numbers, 2011, 3), word(numbers.chance(9)), word(numbers.chance(55)),
                     word(numbers.chance(10)));
}

}  // namespace

void write_made_up_records(const std::string& path, std::size_t count, std::uint64_t seed) {
  RandomNumbers numbers{seed};
  std::ofstream file{path, std::ios::binary};
  for (std::size_t i = 1; i <= count; ++i) file << record(numbers, i) << '\n';
}

}  // namespace comity::bench
