#include "interpreter/records/locate_fault.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace comity::records {
namespace {

using Json = nlohmann::json;

// Keeps nothing but the depth and the first fault.
class FaultFinder : public nlohmann::json_sax<Json> {
 public:
  explicit FaultFinder(std::size_t size) : size_{size} {}

  bool null() override { return value(); }
  bool boolean(bool) override { return value(); }
  bool number_integer(std::int64_t) override { return value(); }
  bool number_unsigned(std::uint64_t) override { return value(); }
  bool number_float(double, const std::string&) override { return value(); }
  bool string(std::string&) override { return value(); }
  bool binary(Json::binary_t&) override { return value(); }
  bool key(std::string&) override { return true; }
  bool start_object(std::size_t) override { return open(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    const FaultKind kind = position > size_ ? FaultKind::truncated
                           : is_complete_   ? FaultKind::trailing
                                            : FaultKind::wrong_token;
    found_ = Fault{kind, std::min(position, size_)};
    return false;
  }

  const std::optional<Fault>& found() const { return found_; }

 private:
  bool value() {
    is_complete_ = depth_ == 0;
    return true;
  }
  bool open() {
    ++depth_;
    return true;
  }
  bool close() {
    --depth_;
    return value();
  }

  std::size_t size_;
  std::size_t depth_ = 0;
  bool is_complete_ = false;
  std::optional<Fault> found_;
};

}  // namespace

std::optional<Fault> locate_fault(std::string_view text) {
  FaultFinder finder{text.size()};
  Json::sax_parse(text.begin(), text.end(), &finder);
  return finder.found();
}

}  // namespace comity::records
