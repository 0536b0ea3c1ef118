#include <fmt/format.h>

#include <algorithm>

#include "content/publish/commands.hpp"
#include "content/publish/po.hpp"
#include "content/publish/progress.hpp"
#include "content/publish/translatable.hpp"
#include "content/publish/xliff.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;

enum class Form { xliff, po };

std::optional<Form> form_of(const std::string& name) {
  if (name.ends_with(".xlf") || name.ends_with(".xliff")) return Form::xliff;
  if (name.ends_with(".po")) return Form::po;
  return std::nullopt;
}

constexpr const char* known_endings = "`{}` must end in .xlf or .xliff (XLIFF 2.0), or in .po";

Translation translation_of(const Translatables& found, const Options& options) {
  Translation translation{found.channel, options.lang, {}};
  for (const auto& part : found.parts) {
    Item item = part->item();
    std::erase_if(item.units, [&](const Unit& unit) {
      return !options.from.empty() && unit.language != options.from;
    });
    if (!item.units.empty()) translation.items.push_back(std::move(item));
  }
  return translation;
}

// What there is to do in it.
struct Work {
  std::size_t texts = 0, missing = 0, stale = 0, unreviewed = 0;
};

Work work_in(const Translation& translation) {
  Work work;
  for (const auto& item : translation.items) {
    for (const auto& unit : item.units) {
      ++work.texts;
      if (unit.target.empty())
        ++work.missing;
      else if (unit.stale)
        ++work.stale;
      else if (!unit.reviewed)
        ++work.unreviewed;
    }
  }
  return work;
}

void tell_exported(Context& context, const Translation& translation) {
  const Options& options = context.options;
  const Work work = work_in(translation);
  if (options.json)
    return context.say({{"file", options.out},
                        {"from", translation.source_language()},
                        {"to", options.lang},
                        {"texts", work.texts},
                        {"missing", work.missing},
                        {"stale", work.stale},
                        {"unreviewed", work.unreviewed}});
  context.out << fmt::format(
      "{}, from {} to {}: {} texts: {} to translate, {} to look at again since the original "
      "changed, {} to review.\n",
      options.out, translation.source_language(), options.lang, work.texts, work.missing,
      work.stale, work.unreviewed);
}

void tell(Context& context, const Faults& faults) {
  for (const auto& fault : faults.sorted())
    (fault.severity == Severity::error || context.options.json ? context.err : context.out)
        << to_string(fault);
}

int refuse(Context& context, const Faults& faults, const std::string& what) {
  tell(context, faults);
  context.err << fmt::format("{}: {}. Nothing was written.\n", what, summary(faults));
  return failed;
}

std::optional<Returned> read_returned(Context& context, Form form, Faults& faults) {
  const auto file = read_text(context.fs, context.operands[1], faults, translation_file_limit);
  if (!file) return std::nullopt;
  return form == Form::xliff ? read_xliff(*file, faults) : read_po(*file, faults);
}

// Whether what came back is of the channel in the folder; if not, that is a fault.
bool is_of(const Translatables& channel, const Returned& returned, Faults& faults) {
  if (faults.errors() > 0) return false;
  if (returned.channel == channel.channel) return true;
  faults.error(Place{returned.file},
               fmt::format("this was exported from the channel `{}`, and here is `{}`",
                           returned.channel, channel.channel),
               "Name the folder of the channel that it came from.");
  return false;
}

// All of the channel that is to be in `language`.
Translatables find_all(Context& context, const std::string& language, Faults& faults) {
  Progress progress(context.terminal);
  progress.begin("Reading the channel");
  return find_translatables(context.fs, context.channel_folder(), context.shipped_strings(),
                            language, faults);
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

void tell_taken_back(Context& context, const std::vector<ChangedFile>& files) {
  std::size_t texts = 0;
  base::json::Array list;
  for (const auto& file : files) {
    texts += file.texts;
    list.push_back({{"file", file.path.string()}, {"texts", file.texts}});
  }
  if (context.options.json) return context.say({{"texts", texts}, {"files", std::move(list)}});
  for (const auto& file : files)
    context.out << fmt::format(
        "  {}: {}\n", file.path.string(),
        file.texts == 0 ? "its state is new" : counted(file.texts, "new text"));
  if (files.empty())
    context.out << "Nothing is new.\n";
  else
    context.out << fmt::format("{} in {}. Now: rohnamo-content check {}\n",
                               counted(texts, "new text"), counted(files.size(), "file"),
                               context.operands[0]);
}

int write_all(Context& context, const std::vector<ChangedFile>& files) {
  for (const auto& file : files) {
    context.fs.make_directories(file.path.parent_path());
    const auto written = base::write_whole(context.fs, file.path, file.text);
    if (!written) return context.failure(written.error());
  }
  return tell_taken_back(context, files), done;
}

}  // namespace

int translate_command(Context& context) {
  return context.misuse("`translate` knows export, import");
}

int translate_export_command(Context& context) {
  const Options& options = context.options;
  const auto form = form_of(options.out);
  if (!form) return context.misuse(fmt::format(fmt::runtime(known_endings), options.out));
  Faults faults;
  const auto found = find_all(context, options.lang, faults);
  if (faults.errors() > 0) return refuse(context, faults, context.operands[0]);
  const auto translation = translation_of(found, options);
  if (translation.items.empty()) {
    context.err << fmt::format(
        "rohnamo-content: nothing is to be translated into {}: all is "
        "written in it.\n",
        options.lang);
    return failed;
  }
  const auto text = *form == Form::xliff ? base::Result<std::string>(write_xliff(translation))
                                         : write_po(translation, context.now);
  if (!text) return context.failure(text.error());
  const auto written = base::write_whole(context.fs, std::filesystem::absolute(options.out), *text);
  if (!written) return context.failure(written.error());
  tell_exported(context, translation);
  return done;
}

int translate_import_command(Context& context) {
  const std::string& file = context.operands[1];
  const auto form = form_of(file);
  if (!form) return context.misuse(fmt::format(fmt::runtime(known_endings), file));
  Faults faults;
  const auto returned = read_returned(context, *form, faults);
  if (!returned) return refuse(context, faults, file);
  auto found = find_all(context, returned->language, faults);
  if (!is_of(found, *returned, faults)) return refuse(context, faults, file);
  const auto files = take_back(found, *returned, faults);
  tell(context, faults);
  const int status = write_all(context, files);
  return faults.errors() > 0 ? failed : status;
}

}  // namespace rohnamo::publish
