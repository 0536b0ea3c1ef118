#include "content/publish/po.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gettext-po.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "content/publish/revision.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;

constexpr const char* channel_field = "X-Rohnamo-Channel";
constexpr std::string_view revision_mark = "revision: ";

// The library reads and writes files by their names: this one is in memory alone.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("po", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::string name() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

  bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return descriptor_ >= 0;
  }

  [[nodiscard]] std::string bytes() const {
    std::string all;
    char buffer[16384];
    for (off_t at = 0;;) {
      const auto count = pread(descriptor_, buffer, sizeof buffer, at);
      if (count <= 0) return all;
      all.append(buffer, static_cast<std::size_t>(count));
      at += count;
    }
  }

 private:
  int descriptor_;
};

struct Close {
  void operator()(po_file_t file) const { po_file_free(file); }
};
using PoFile = std::unique_ptr<std::remove_pointer_t<po_file_t>, Close>;

// What the library has to say about the file that it reads: its callbacks know no other way.
struct Complaint {
  std::size_t line = 0, column = 0;  // 0: of the file as a whole
  std::string text;
};
std::vector<Complaint> complaints;
constexpr std::size_t most_complaints = 20;

// The library wants a fatal error not to return. It does: all that is fatal in reading are too many
// errors and encodings that cannot be made UTF-8, and after either the library goes on to the
// file's end (tests/fuzz/po.cpp).
void complain(int severity, po_message_t, const char* file, std::size_t line, std::size_t column,
              int, const char* text) {
  if (severity == PO_SEVERITY_WARNING || complaints.size() >= most_complaints) return;
  Complaint complaint;
  const auto none = static_cast<std::size_t>(-1);
  if (file != nullptr && line != none) {
    complaint.line = line;
    complaint.column = column == none || column == 0 ? 1 : column;
  }
  complaint.text = collapsed(text);
  complaints.push_back(std::move(complaint));
}

void complain_of_two(int severity, po_message_t first, const char* file, std::size_t line,
                     std::size_t column, int several, const char* text, po_message_t, const char*,
                     std::size_t, std::size_t, int, const char*) {
  complain(severity, first, file, line, column, several, text);
}

constexpr po_xerror_handler handler{complain, complain_of_two};

// --- Writing

std::string header(const Translation& translation, base::Time now) {
  std::string when = base::to_rfc3339(now);  // 2026-06-01T00:00:00Z
  when = when.substr(0, 10) + " " + when.substr(11, 5) + "+0000";
  return fmt::format(
      "Project-Id-Version: {0}\nPO-Revision-Date: {2}\nLast-Translator: \nLanguage-Team: {1}\n"
      "Language: {1}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
      "Content-Transfer-Encoding: 8bit\nX-Generator: rohnamo-content {3}\n{4}: {0}\n"
      "X-Source-Language: {5}\n",
      translation.channel, translation.language, when, ROHNAMO_VERSION, channel_field,
      translation.source_language());
}

std::string comments(const Item& item, const Unit& unit, bool several_languages) {
  std::string all;
  if (several_languages) all += fmt::format("The source is in {}.\n", unit.language);
  for (const auto& note : unit.notes) all += note + "\n";
  if (!item.revision.empty() && &unit == &item.units.front())
    all += fmt::format("{}{}\n", revision_mark, item.revision);
  return all;
}

void insert(po_message_iterator_t messages, const std::string& id, const std::string& text) {
  po_message_t message = po_message_create();
  po_message_set_msgid(message, id.c_str());
  po_message_set_msgstr(message, text.c_str());
  po_message_insert(messages, message);
}

void insert(po_message_iterator_t messages, const Item& item, const Unit& unit,
            bool several_languages) {
  po_message_t message = po_message_create();
  po_message_set_msgctxt(message, unit.id.c_str());
  po_message_set_msgid(message, unit.source.c_str());
  po_message_set_msgstr(message, unit.target.c_str());
  po_message_set_extracted_comments(message, comments(item, unit, several_languages).c_str());
  po_message_add_filepos(message, item.file.c_str(), static_cast<std::size_t>(-1));
  po_message_set_fuzzy(message, !unit.target.empty() && !unit.reviewed);
  po_message_insert(messages, message);
}

// --- Reading

// The offsets of the lines that begin a message's context, in their order.
std::vector<std::size_t> contexts(const std::string& text) {
  std::vector<std::size_t> all;
  for (std::size_t line = 0; line < text.size(); line = text.find('\n', line) + 1) {
    const auto begin = text.find_first_not_of(" \t", line);
    if (begin != std::string::npos && text.compare(begin, 7, "msgctxt") == 0) all.push_back(begin);
    if (text.find('\n', line) == std::string::npos) break;
  }
  return all;
}

std::string field(const char* header, const char* name) {
  if (header == nullptr) return {};
  const std::unique_ptr<char, decltype(&std::free)> value(po_header_field(header, name), std::free);
  return value ? collapsed(value.get()) : "";
}

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// Of another encoding the library would make UTF-8 by itself, and leave the program where it
// cannot.
bool is_utf8(const std::string& text) {
  for (auto at = text.find("charset="); at != std::string::npos; at = text.find("charset=", at)) {
    at += 8;
    std::string name = text.substr(at, text.find_first_of(" \\\"\n;", at) - at);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (name != "utf-8" && name != "utf8") return false;
    return true;  // of the header; what follows may speak of it
  }
  return true;
}

class Reader {
 public:
  Reader(const TextFile& file, Faults& faults) : file_(file), cursor_(file), faults_(faults) {}

  std::optional<Returned> read() {
    if (!is_utf8(file_.text)) {
      faults_.error(file_.whole(), "the file's header says that it is not in UTF-8",
                    "Save it as UTF-8 in the translator's program.");
      return std::nullopt;
    }
    const PoFile file = load();
    if (!file) return std::nullopt;
    returned_.file = file_.name;
    read_header(po_file_domain_header(file.get(), nullptr));
    read_messages(file.get());
    if (faults_.errors() > errors_) return std::nullopt;
    return std::move(returned_);
  }

 private:
  PoFile load() {
    const MemoryFile copy;
    complaints.clear();
    PoFile file;
    if (copy.write(file_.text)) file.reset(po_file_read(copy.name().c_str(), &handler));
    for (const auto& complaint : complaints)
      faults_.error(
          Place{file_.name, static_cast<int>(complaint.line), static_cast<int>(complaint.column)},
          fmt::format("this is not PO: {}", complaint.text),
          "Take the file as the translator's program wrote it; `msgfmt --check` looks "
          "further into it.");
    if (!file && complaints.empty())
      faults_.error(file_.whole(), "this cannot be read as PO", "Save it anew as PO.");
    return complaints.empty() ? std::move(file) : PoFile();
  }

  void read_header(const char* header) {
    returned_.channel = field(header, channel_field);
    returned_.language = field(header, "Language");
    if (returned_.channel.empty())
      faults_.error(file_.whole(), "the file does not say of which channel it is",
                    fmt::format("Put the line {}: … back into its header, as it was when it was "
                                "exported.",
                                channel_field));
    if (returned_.language.empty())
      faults_.error(file_.whole(), "the file does not say into which language it is translated",
                    "Put the line Language: … back into its header, as it was when it was "
                    "exported.");
  }

  void read_messages(po_file_t file) {
    const auto places = contexts(file_.text);
    std::size_t next = 0;
    po_message_iterator_t messages = po_message_iterator(file, nullptr);
    while (po_message_t message = po_next_message(messages)) {
      const char* id = po_message_msgctxt(message);
      if (id == nullptr || po_message_is_obsolete(message) != 0) continue;
      ReturnedUnit unit;
      unit.id = id;
      unit.place = next < places.size() ? cursor_.at(places[next++]) : file_.whole();
      read_message(message, std::move(unit));
    }
    po_message_iterator_free(messages);
  }

  void read_message(po_message_t message, ReturnedUnit unit) {
    unit.source = po_message_msgid(message);
    unit.target = trimmed(po_message_msgstr(message));
    const bool fuzzy = po_message_is_fuzzy(message) != 0;
    unit.reviewed = !fuzzy && !unit.target.empty();
    unit.stale = fuzzy;
    const std::string_view notes = po_message_extracted_comments(message);
    if (const auto at = notes.find(revision_mark); at != std::string_view::npos) {
      const auto begin = at + revision_mark.size();
      returned_.revisions[unit.id.substr(0, unit.id.rfind('/'))] =
          trimmed(notes.substr(begin, notes.find('\n', begin) - begin));
    }
    if (!ids_.insert(unit.id).second || returned_.units.size() >= returned_units_limit)
      return faults_.error(unit.place, fmt::format("the text `{}` is here twice", unit.id),
                           "Keep one of the two.");
    returned_.units.push_back(std::move(unit));
  }

  const TextFile& file_;
  PlaceCursor cursor_;
  Faults& faults_;
  std::size_t errors_ = faults_.errors();
  Returned returned_;
  std::set<std::string, std::less<>> ids_;
};

}  // namespace

Result<std::string> write_po(const Translation& translation, base::Time now) {
  const PoFile file(po_file_create());
  po_message_iterator_t messages = po_message_iterator(file.get(), nullptr);
  insert(messages, "", header(translation, now));
  const bool several = translation.source_language() == "mul";
  for (const auto& item : translation.items)
    for (const auto& unit : item.units) insert(messages, item, unit, several);
  po_message_iterator_free(messages);
  const MemoryFile copy;
  complaints.clear();
  po_file_write(file.get(), copy.name().c_str(), &handler);
  if (!complaints.empty()) return fail(Code::io, complaints.front().text);
  return copy.bytes();
}

std::optional<Returned> read_po(const TextFile& file, Faults& faults) {
  return Reader(file, faults).read();
}

}  // namespace rohnamo::publish
