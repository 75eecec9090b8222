#include "interpreter/cli/gzip.hpp"

#include <zlib.h>

#include <array>
#include <istream>
#include <new>
#include <stdexcept>
#include <streambuf>
#include <utility>

namespace comity::cli {
namespace {

constexpr int gzip_alone = 15 + 16;  // zlib: the largest window, with the header and the checksum of gzip

class GzipBuffer : public std::streambuf {
 public:
  explicit GzipBuffer(std::unique_ptr<std::istream> packed) : packed_{std::move(packed)}, start_{packed_->tellg()} {
    if (start_ == pos_type(off_type(-1))) packed_->clear();
    if (inflateInit2(&state_, gzip_alone) != Z_OK) throw std::bad_alloc{};
  }
  ~GzipBuffer() override { inflateEnd(&state_); }
  GzipBuffer(const GzipBuffer&) = delete;
  GzipBuffer& operator=(const GzipBuffer&) = delete;

 protected:
  // Throws where the stream is damaged; an istream makes badbit of it.
  int_type underflow() override {
    if (gptr() != egptr()) return traits_type::to_int_type(*gptr());
    std::size_t count = 0;
    while (count == 0) {
      if (state_.avail_in == 0) fill();
      if (state_.avail_in == 0) {
        if (is_within_ || !has_begun_) throw std::runtime_error{"the compressed file ends too soon"};
        return traits_type::eof();
      }
      count = inflate_some();
    }
    given_ += static_cast<off_type>(count);
    setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
    return traits_type::to_int_type(*gptr());
  }

  // Says where it is, or goes back to the beginning.
  pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override {
    if (start_ == pos_type(off_type(-1))) return start_;
    if (offset == 0 && from == std::ios_base::cur) return given_ - (egptr() - gptr());
    return pos_type(off_type(-1));
  }
  pos_type seekpos(pos_type position, std::ios_base::openmode) override {
    if (position != pos_type(0) || start_ == pos_type(off_type(-1))) return pos_type(off_type(-1));
    packed_->clear();
    if (!packed_->seekg(start_)) return pos_type(off_type(-1));
    inflateReset(&state_);
    state_.avail_in = 0;
    is_within_ = has_begun_ = false;
    given_ = 0;
    setg(nullptr, nullptr, nullptr);
    return position;
  }

 private:
  void fill() {
    packed_->read(packed_bytes_.data(), static_cast<std::streamsize>(packed_bytes_.size()));
    if (packed_->bad()) throw std::runtime_error{"the compressed file cannot be read"};
    state_.next_in = reinterpret_cast<Bytef*>(packed_bytes_.data());
    state_.avail_in = static_cast<uInt>(packed_->gcount());
  }

  std::size_t inflate_some() {
    if (!is_within_ && has_begun_) inflateReset(&state_);  // another stream behind the last
    is_within_ = has_begun_ = true;
    state_.next_out = reinterpret_cast<Bytef*>(bytes_.data());
    state_.avail_out = static_cast<uInt>(bytes_.size());
    const int result = inflate(&state_, Z_NO_FLUSH);
    if (result == Z_STREAM_END)
      is_within_ = false;
    else if (result != Z_OK)
      throw std::runtime_error{"the compressed file is damaged"};
    return bytes_.size() - state_.avail_out;
  }

  std::unique_ptr<std::istream> packed_;
  pos_type start_;
  z_stream state_{};
  std::array<char, 1 << 16> packed_bytes_{};
  std::array<char, 1 << 16> bytes_{};
  bool has_begun_ = false;
  bool is_within_ = false;  // a stream has begun, and not ended
  off_type given_ = 0;
};

class GzipStream : public std::istream {
 public:
  explicit GzipStream(std::unique_ptr<std::istream> packed) : std::istream{nullptr}, buffer_{std::move(packed)} {
    rdbuf(&buffer_);
  }

 private:
  GzipBuffer buffer_;
};

}  // namespace

std::unique_ptr<std::istream> unpacked(std::unique_ptr<std::istream> packed) {
  return std::make_unique<GzipStream>(std::move(packed));
}

}  // namespace comity::cli
