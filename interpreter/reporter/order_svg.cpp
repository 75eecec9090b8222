#include <algorithm>

#include <fmt/format.h>

#include "interpreter/reporter/html_words.hpp"
#include "interpreter/reporter/words.hpp"

namespace comity::reporter {
namespace {

constexpr double character = 7.9;  // of the 13 px monospaced letters below
constexpr double line_height = 18;
constexpr double gap = 24;          // between boxes of one rank
constexpr double rank_gap = 44;

// A box, or a point through which a long line passes on a rank between its ends.
struct Spot {
  std::vector<std::string> lines;  // empty: a point
  std::size_t rank = 0;
  double x = 0;  // of the middle
  double width = 0;
  double height = 0;
};

struct Line {
  std::size_t below = 0;  // spots on neighbouring ranks
  std::size_t above = 0;
};

class Drawing {
 public:
  Drawing(const comparer::Order& order, const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < order.classes.size(); ++i) {
      Spot spot;
      spot.rank = order.ranks[i];
      std::size_t longest = 0;
      for (const std::size_t subject : order.classes[i]) {
        spot.lines.push_back(names[subject]);
        longest = std::max(longest, width_of(names[subject]));
      }
      spot.width = static_cast<double>(longest) * character + 20;
      spot.height = static_cast<double>(spot.lines.size()) * line_height + 12;
      spots_.push_back(spot);
    }
    for (const comparer::Step& step : order.steps) add_line(step);
    place();
  }

  std::string svg(const std::string& label) const {
    std::string result = fmt::format("<svg class=\"order\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {:.0f} {:.0f}\" style=\"width:{:.0f}px\">\n", escaped(label), width_,
                                     height_, width_);
    for (const Line& line : lines_) {
      const Spot& below = spots_[line.below];
      const Spot& above = spots_[line.above];
      result += fmt::format("<line x1=\"{:.0f}\" y1=\"{:.0f}\" x2=\"{:.0f}\" y2=\"{:.0f}\"/>\n", below.x, y_of(below) - below.height / 2, above.x, y_of(above) + above.height / 2);
      // A long line goes straight through the rank between.
      if (above.lines.empty()) result += fmt::format("<line x1=\"{0:.0f}\" y1=\"{1:.0f}\" x2=\"{0:.0f}\" y2=\"{2:.0f}\"/>\n", above.x, y_of(above) + above.height / 2, y_of(above) - above.height / 2);
    }
    for (const Spot& spot : spots_) {
      if (spot.lines.empty()) continue;
      const double top = y_of(spot) - spot.height / 2;
      result += fmt::format("<rect x=\"{:.0f}\" y=\"{:.0f}\" width=\"{:.0f}\" height=\"{:.0f}\" rx=\"5\"/>\n", spot.x - spot.width / 2, top, spot.width, spot.height);
      for (std::size_t i = 0; i < spot.lines.size(); ++i) {
        result += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\">{}</text>\n", spot.x, top + 6 + line_height * (static_cast<double>(i) + 0.72), escaped(spot.lines[i]));
      }
    }
    return result + "</svg>\n";
  }

 private:
  void add_line(const comparer::Step& step) {
    std::size_t last = step.below;
    for (std::size_t rank = spots_[step.below].rank + 1; rank < spots_[step.above].rank; ++rank) {
      Spot point;
      point.rank = rank;
      point.width = 4;
      spots_.push_back(point);
      lines_.push_back({last, spots_.size() - 1});
      last = spots_.size() - 1;
    }
    lines_.push_back({last, step.above});
  }

  // Each rank in the order of the middles of its neighbours, up and down a few times, so that few lines cross.
  void place() {
    std::size_t ranks = 0;
    for (const Spot& spot : spots_) ranks = std::max(ranks, spot.rank + 1);
    rows_.resize(ranks);
    for (std::size_t i = 0; i < spots_.size(); ++i) rows_[spots_[i].rank].push_back(i);
    tops_.resize(ranks);
    for (auto& row : rows_) space(row);
    for (int round = 0; round < 8; ++round) {
      for (std::size_t i = 0; i < ranks; ++i) {
        auto& row = rows_[round % 2 == 0 ? i : ranks - 1 - i];
        std::stable_sort(row.begin(), row.end(), [&](std::size_t a, std::size_t b) { return middle_of_neighbours(a) < middle_of_neighbours(b); });
        space(row);
      }
    }
    double y = 8;
    for (std::size_t i = ranks; i-- > 0;) {
      double tallest = 0;
      for (const std::size_t spot : rows_[i]) tallest = std::max(tallest, spots_[spot].height);
      for (const std::size_t spot : rows_[i]) {
        if (spots_[spot].lines.empty()) spots_[spot].height = tallest;
      }
      tops_[i] = y + tallest / 2;
      y += tallest + (i > 0 ? rank_gap : 8);
    }
    height_ = y;
    double least = 0;
    double most = 0;
    for (const Spot& spot : spots_) {
      least = std::min(least, spot.x - spot.width / 2);
      most = std::max(most, spot.x + spot.width / 2);
    }
    for (Spot& spot : spots_) spot.x += 8 - least;
    width_ = most - least + 16;
  }

  // Beside one another, the whole row around 0.
  void space(const std::vector<std::size_t>& row) {
    double width = -gap;
    for (const std::size_t spot : row) width += spots_[spot].width + gap;
    double x = -width / 2;
    for (const std::size_t spot : row) {
      spots_[spot].x = x + spots_[spot].width / 2;
      x += spots_[spot].width + gap;
    }
  }

  double middle_of_neighbours(std::size_t spot) const {
    double sum = 0;
    double count = 0;
    for (const Line& line : lines_) {
      if (line.below != spot && line.above != spot) continue;
      sum += spots_[line.below == spot ? line.above : line.below].x;
      ++count;
    }
    return count == 0 ? spots_[spot].x : sum / count;
  }

  double y_of(const Spot& spot) const { return tops_[spot.rank]; }

  std::vector<Spot> spots_;
  std::vector<Line> lines_;
  std::vector<std::vector<std::size_t>> rows_;
  std::vector<double> tops_;  // of the middles of each rank
  double width_ = 0;
  double height_ = 0;
};

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += c;
    }
  }
  return result;
}

std::string order_svg(const comparer::Order& order, const std::vector<std::string>& names, const std::string& label) { return Drawing{order, names}.svg(label); }

}  // namespace comity::reporter
