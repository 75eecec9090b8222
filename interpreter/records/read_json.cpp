#include "interpreter/records/read_json.hpp"

#include <utility>

#include "interpreter/records/array_splitter.hpp"
#include "interpreter/records/line_reader.hpp"

namespace comity::records {
namespace {

ReadRecord cut_short(std::uint64_t line) {
  ReadRecord result = left_out(Code::input_cut_short, line, "the input could not be read to its end",
                               line == 0 ? "nothing in it is answered" : "what follows the line before is not answered");
  result.ends_input = true;
  return result;
}

class JsonLines : public RecordStream {
 public:
  JsonLines(std::istream& stream, RecordParser parser) : lines_{stream, longest_record}, parser_{std::move(parser)} {}

  bool next(ReadRecord& result) override {
    result = {};
    while (const std::optional<Line> line = lines_.next()) {
      const bool is_blank =
          line->kind == LineKind::whole && line->text.find_first_not_of(white_space) == std::string_view::npos;
      if (is_blank) continue;
      result = read(*line);
      return true;
    }
    return false;
  }

 private:
  ReadRecord read(const Line& line) {
    switch (line.kind) {
      case LineKind::whole:
        return parser_.parse(line.text, line.number);
      case LineKind::too_long:
        return too_large(line.number, line.size);
      case LineKind::cut_short:
        return cut_short(line.number);
    }
    return {};
  }

  LineReader lines_;
  RecordParser parser_;
};

class CutShort : public RecordStream {
 public:
  bool next(ReadRecord& result) override {
    result = {};
    if (!std::exchange(is_unsaid_, false)) return false;
    result = cut_short(0);
    return true;
  }

 private:
  bool is_unsaid_ = true;
};

class JsonFile : public RecordStream {
 public:
  JsonFile(std::string text, RecordParser parser) : text_{std::move(text)}, parts_{text_}, parser_{std::move(parser)} {}
  JsonFile(const JsonFile&) = delete;  // parts_ looks into text_
  JsonFile& operator=(const JsonFile&) = delete;

  bool next(ReadRecord& result) override {
    result = {};
    const std::optional<Part> part = parts_.next();
    if (part) result = read(*part);
    return part.has_value();
  }

 private:
  ReadRecord read(const Part& part) {
    switch (part.kind) {
      case PartKind::record:
        return parser_.parse(part.text, part.line);
      case PartKind::missing:
        return left_out(Code::malformed_record, part.line, "a record is missing beside a comma", "leave the comma out");
      case PartKind::unclosed:
        return left_out(Code::malformed_record, part.line, "the file ends before its array does",
                        "the array ends with `]`");
      case PartKind::trailing:
        return left_out(Code::malformed_record, part.line, "more follows the end of the array",
                        "write all records into one array");
    }
    return {};
  }

  std::string text_;
  ArraySplitter parts_;
  RecordParser parser_;
};

}  // namespace

std::unique_ptr<RecordStream> open_json_lines(std::istream& stream, const model::Vocabulary& vocabulary,
                                              ExtraKeys extra_keys, Constraint constraint) {
  return std::make_unique<JsonLines>(stream, RecordParser{vocabulary, extra_keys, std::move(constraint)});
}

std::unique_ptr<RecordStream> open_cut_short() { return std::make_unique<CutShort>(); }

std::unique_ptr<RecordStream> open_json(std::string text, const model::Vocabulary& vocabulary, ExtraKeys extra_keys,
                                        Constraint constraint) {
  return std::make_unique<JsonFile>(std::move(text), RecordParser{vocabulary, extra_keys, std::move(constraint)});
}

}  // namespace comity::records
