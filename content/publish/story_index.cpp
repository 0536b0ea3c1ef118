#include "content/publish/story_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "content/publish/packing.hpp"
#include "content/publish/parallel.hpp"

namespace rohnamo::publish {
namespace {

using base::Path;
using base::Result;

constexpr std::string_view magic = "ROHNIDX1";
constexpr std::size_t shard_count = 64;  // so that one story costs a small part to be written
constexpr std::uint64_t shard_limit = 256 << 20;  // bytes
constexpr std::size_t channels_kept = 16;

std::string_view view(const base::Hash& hash) {
  return {reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()};
}

base::Hash read_hash(Unpacker& in) {
  base::Hash hash;
  std::ranges::copy(in.raw(hash.bytes.size()), hash.bytes.begin());
  return hash;
}

// Writing ---------------------------------------------------------------------------------------

void pack(Packer& out, const base::Stamp& stamp) {
  out.number(stamp.folder);
  out.number(stamp.device);
  out.number(stamp.inode);
  out.number(stamp.size);
  out.number(stamp.modified);
  out.number(stamp.changed);
}

void pack(Packer& out, const FolderStamps& stamps) {
  pack(out, stamps.folder);
  out.number(static_cast<std::uint32_t>(stamps.files.size()));
  for (const auto& [name, stamp] : stamps.files) {
    out.text(name);
    pack(out, stamp);
  }
}

void pack(Packer& out, const std::optional<base::Time>& time) {
  out.number(time.has_value());
  out.number(time.value_or(base::Time()).time_since_epoch().count());
}

void pack(Packer& out, const model::Entry& entry) {
  out.number(entry.weight);
  out.number(entry.order);
  pack(out, entry.from);
  pack(out, entry.until);
  out.number(entry.rhythm.days);
  out.number(entry.rhythm.hours.from);
  out.number(entry.rhythm.hours.until);
  out.number(entry.priority);
}

// Places are inside the story's folder.
bool pack(Packer& out, const Place& place, const std::string& folder) {
  if (!place.file.starts_with(folder)) return false;
  out.text(std::string_view(place.file).substr(folder.size()));
  out.number(place.line);
  out.number(place.column);
  return true;
}

bool pack(Packer& out, const std::vector<Fault>& faults, const std::string& folder) {
  out.number(static_cast<std::uint32_t>(faults.size()));
  return std::ranges::all_of(faults, [&](const Fault& fault) {
    out.text(fault.what);
    out.text(fault.advice);
    out.number(fault.in_table);
    return fault.severity == Severity::warning && pack(out, fault.place, folder);
  });
}

bool pack(Packer& out, const std::vector<StoryLink>& links, const std::string& folder) {
  out.number(static_cast<std::uint32_t>(links.size()));
  return std::ranges::all_of(links, [&](const StoryLink& link) {
    out.text(link.story);
    return pack(out, link.place, folder);
  });
}

void pack(Packer& out, const CompiledStory& compiled) {
  out.text(compiled.record);
  out.number(static_cast<std::uint32_t>(compiled.files.size()));
  for (const PublishedFile& file : compiled.files) {
    out.text(file.target);
    out.number(file.kind);
    out.raw(view(file.blob.hash));
    out.number(file.blob.length);
  }
  out.number(static_cast<std::uint32_t>(compiled.dead_links.size()));
  for (const std::string& link : compiled.dead_links) out.text(link);
}

// Reading ---------------------------------------------------------------------------------------

base::Stamp unpack_stamp(Unpacker& in) {
  base::Stamp stamp;
  stamp.folder = in.number<bool>();
  stamp.device = in.number<std::uint64_t>();
  stamp.inode = in.number<std::uint64_t>();
  stamp.size = in.number<std::uint64_t>();
  stamp.modified = in.number<std::int64_t>();
  stamp.changed = in.number<std::int64_t>();
  return stamp;
}

// Whether a story's folder and its files are what they were.
bool unchanged(const base::Folder& stories, const std::string& id, Unpacker& in) {
  const auto same = [&](const std::string& below) {
    const base::Stamp then = unpack_stamp(in);
    return in.good() && stories.stamp(below) == then;
  };
  if (!same(id)) return false;
  std::string path = id + "/";
  const std::size_t prefix = path.size();
  for (auto count = in.number<std::uint32_t>(); in.good() && count > 0; --count) {
    path.resize(prefix);
    path += in.text();
    if (!same(path)) return false;
  }
  return in.good();
}

std::optional<base::Time> unpack_time(Unpacker& in) {
  const bool known = in.number<bool>();
  const base::Time time(base::seconds(in.number<base::seconds::rep>()));
  return known ? std::optional(time) : std::nullopt;
}

model::Entry unpack_entry(Unpacker& in) {
  model::Entry entry;
  entry.kind = model::Kind::story;
  entry.weight = in.number<std::uint16_t>();
  entry.order = in.number<std::int32_t>();
  entry.from = unpack_time(in);
  entry.until = unpack_time(in);
  entry.rhythm.days = in.number<std::uint8_t>();
  entry.rhythm.hours.from = in.number<int>();
  entry.rhythm.hours.until = in.number<int>();
  entry.priority = in.number<std::uint8_t>();
  return entry;
}

Place unpack_place(Unpacker& in, const std::string& folder) {
  Place place{folder, 0, 0};
  place.file += in.text();
  place.line = in.number<int>();
  place.column = in.number<int>();
  return place;
}

void unpack_faults(Unpacker& in, const std::string& folder, Faults& faults) {
  for (auto count = in.number<std::uint32_t>(); in.good() && count > 0; --count) {
    std::string what(in.text()), advice(in.text());
    const bool in_table = in.number<bool>();
    Place place = unpack_place(in, folder);
    in_table ? faults.untranslated(std::move(place), std::move(what), std::move(advice))
             : faults.warning(std::move(place), std::move(what), std::move(advice));
  }
}

void unpack_links(Unpacker& in, const std::string& folder, std::vector<StoryLink>& links) {
  for (auto count = in.number<std::uint32_t>(); in.good() && count > 0; --count) {
    std::string story(in.text());
    links.push_back({std::move(story), unpack_place(in, folder)});
  }
}

CompiledStory unpack_compiled(Unpacker& in) {
  CompiledStory compiled;
  compiled.record = in.text();
  for (auto count = in.number<std::uint32_t>(); in.good() && count > 0; --count) {
    PublishedFile file;
    file.target = in.text();
    file.kind = static_cast<model::BlobKind>(in.number<int>());
    file.blob.hash = read_hash(in);
    file.blob.length = in.number<std::uint64_t>();
    compiled.files.push_back(std::move(file));
  }
  for (auto count = in.number<std::uint32_t>(); in.good() && count > 0; --count)
    compiled.dead_links.emplace_back(in.text());
  return compiled;
}

bool is_over(const model::Entry& entry, base::Time now) {
  return entry.until && *entry.until <= now;
}

}  // namespace

std::vector<std::string> dead_links(const StorySource& story,
                                    const std::set<std::string>& published) {
  std::set<std::string> dead;
  for (const StoryLink& link : story.links)
    if (!published.contains(link.story)) dead.insert(link.story);
  return {dead.begin(), dead.end()};
}

// Stories, each as the length of its id, the id, the length of the rest and the rest.
struct StoryIndex::Shard {
  struct Story {
    std::string_view packed;
    bool stays = false;  // it was found good, so it is written again
  };

  // Nothing where the bytes are no shard, or one that depends on something else.
  void load(std::string bytes, const base::Hash& depends_on) {
    Unpacker in(bytes);
    if (in.raw(magic.size()) != magic) return;
    const base::Hash hash = read_hash(in);
    const std::string_view rest =
        std::string_view(bytes).substr(std::min(bytes.size(), magic.size() + hash.bytes.size()));
    if (base::sha256(rest) != hash || read_hash(in) != depends_on) return;
    loaded = std::move(bytes);
    Unpacker stories(
        std::string_view(loaded).substr(loaded.size() - rest.size() + depends_on.bytes.size()));
    while (!stories.at_end() && stories.good()) {
      const auto id = stories.text();
      known[id] = {stories.text()};
    }
  }

  [[nodiscard]] bool changed() const {
    return !fresh.empty() ||
           std::ranges::any_of(known, [](const auto& story) { return !story.second.stays; });
  }

  [[nodiscard]] std::string bytes(const base::Hash& depends_on) const {
    Packer out;
    out.raw(view(depends_on));
    for (const auto& [id, story] : known) {
      if (!story.stays) continue;
      out.text(id);
      out.text(story.packed);
    }
    for (const auto& [id, packed] : fresh) {
      out.text(id);
      out.text(packed);
    }
    const std::string rest = out.take();
    return fmt::format("{}{}{}", magic, view(base::sha256(rest)), rest);
  }

  std::string loaded;
  std::unordered_map<std::string_view, Story> known;
  std::vector<std::pair<std::string, std::string>> fresh;  // id, packed
};

StoryIndex::StoryIndex(base::Fs& fs, Path cache, std::string_view maker, base::Time clock,
                       Published published)
    : fs_(fs),
      cache_(std::move(cache)),
      maker_(maker),
      clock_(clock),
      published_(std::move(published)),
      shards_(shard_count) {}

StoryIndex::~StoryIndex() = default;

StoryIndex::Shard& StoryIndex::shard_of(std::string_view id) {
  return shards_[std::hash<std::string_view>()(id) % shard_count];
}

bool StoryIndex::settled(const FolderStamps& stamps) const {
  const std::int64_t limit =
      std::chrono::nanoseconds((clock_ - unsettled).time_since_epoch()).count();
  const std::uint64_t device = stories_->stamp(".").value_or(base::Stamp()).device;
  const auto is_settled = [&](const base::Stamp& stamp) {
    return stamp.device == device && stamp.modified < limit && stamp.changed < limit;
  };
  return is_settled(stamps.folder) && std::ranges::all_of(stamps.files, [&](const auto& file) {
           return is_settled(file.second);
         });
}

void StoryIndex::open(const Path& stories, std::string_view depends_on) {
  Packer out;
  out.text(magic);
  out.text(maker_);
  out.text(depends_on);
  depends_on_ = base::sha256(out.take());
  std::error_code none;
  stories_ = fs_.open_folder(stories).value_or(nullptr);
  const Path place = std::filesystem::absolute(stories, none).lexically_normal();
  constexpr std::size_t enough = 32;  // digits
  folder_ = cache_ / base::sha256(place.string()).hex().substr(0, enough);
  each_in_parallel(shard_count, [&](std::size_t i) {
    if (auto bytes = fs_.read(folder_ / std::to_string(i), shard_limit))
      shards_[i].load(std::move(*bytes), depends_on_);
  });
}

std::optional<StorySource> StoryIndex::find(const Path& folder, base::Time now, Faults& faults) {
  StorySource story;
  story.id = folder.filename().string();
  Shard& shard = shard_of(story.id);
  const auto known = shard.known.find(story.id);
  if (known == shard.known.end()) return std::nullopt;
  const std::string path = folder.string();
  Unpacker in(known->second.packed);
  if (!stories_ || !unchanged(*stories_, story.id, in)) return std::nullopt;
  story.draft = in.number<bool>();
  story.entry = unpack_entry(in);
  if (in.number<bool>() != is_over(story.entry, now)) return std::nullopt;
  story.topic = in.text();
  Faults told;
  unpack_faults(in, path, told);
  unpack_links(in, path, story.links);
  CompiledStory compiled = unpack_compiled(in);
  if (!in.at_end() || !std::ranges::all_of(compiled.files, published_)) return std::nullopt;
  for (PublishedFile& file : compiled.files) file.published = true;
  story.compiled = std::make_shared<CompiledStory>(std::move(compiled));
  faults.add(std::move(told));
  known->second.stays = true;
  return story;
}

std::optional<FolderStamps> StoryIndex::begin(const Path& folder) {
  const std::string id = folder.filename().string();
  Shard& shard = shard_of(id);
  if (const auto known = shard.known.find(id); known != shard.known.end())
    known->second.stays = false;
  const auto own = stories_ ? stories_->stamp(id) : std::nullopt;
  const auto names = fs_.list(folder);
  if (!own || !names) return std::nullopt;
  FolderStamps stamps{*own, {}};
  for (const std::string& name : *names) {
    const auto stamp = stories_->stamp(fmt::format("{}/{}", id, name));
    if (!stamp) return std::nullopt;
    stamps.files.emplace_back(name, *stamp);
  }
  return settled(stamps) ? std::optional(std::move(stamps)) : std::nullopt;
}

void StoryIndex::keep(const StorySource& story, const CompiledStory& compiled,
                      const Faults& faults) {
  const StoryOrigin& origin = *story.origin;
  const std::string folder = origin.folder.string();
  Faults all = origin.faults;
  all.add(faults);
  Packer out;
  pack(out, origin.stamps);
  out.number(story.draft);
  pack(out, story.entry);
  out.number(is_over(story.entry, origin.now));
  out.text(story.topic);
  if (!pack(out, all.sorted(), folder) || !pack(out, story.links, folder)) return;
  pack(out, compiled);
  shard_of(story.id).fresh.emplace_back(story.id, out.take());
}

void StoryIndex::save() {
  static_cast<void>(write());
}

Result<void> StoryIndex::write() {
  const auto changed = [](const Shard& shard) { return shard.changed(); };
  if (folder_.empty() || std::ranges::none_of(shards_, changed)) return {};
  if (!fs_.exists(folder_ / "lock")) drop_older_channels();
  TRY(fs_.make_directories(folder_));
  const auto lock = TRY(fs_.lock_exclusive(folder_ / "lock"));
  for (std::size_t i = 0; i < shard_count; ++i) {
    if (!shards_[i].changed()) continue;
    const Path place = folder_ / std::to_string(i);
    const Path temporary = place.string() + ".new";
    TRY(TRY(fs_.create(temporary))->write(shards_[i].bytes(depends_on_)));
    TRY(fs_.rename(temporary, place));
  }
  return {};
}

void StoryIndex::drop_older_channels() {
  std::vector<std::pair<std::int64_t, Path>> channels;
  for (const std::string& name : fs_.list(cache_).value_or(std::vector<std::string>()))
    if (const auto stamp = fs_.stamp(cache_ / name); stamp && stamp->folder)
      channels.emplace_back(stamp->modified, cache_ / name);
  std::ranges::sort(channels);
  for (std::size_t i = 0; i + channels_kept <= channels.size(); ++i) {
    const Path& folder = channels[i].second;
    for (const std::string& name : fs_.list(folder).value_or(std::vector<std::string>()))
      static_cast<void>(fs_.remove(folder / name));
    static_cast<void>(fs_.remove(folder));
  }
}

}  // namespace rohnamo::publish
