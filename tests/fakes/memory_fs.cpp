#include "tests/fakes/memory_fs.hpp"

#include <algorithm>

#include "content/base/owned_bytes.hpp"

namespace rohnamo::fakes {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

struct MemoryFs::Node {
  bool is_folder = false;
  std::string bytes, durable_bytes;
  std::map<std::string, NodePtr> names, durable_names;
  std::uint64_t inode = 0;
  std::int64_t modified = 0, changed = 0;
  int shared = 0;
  bool exclusive = false;
  bool unreadable = false;
};

namespace {

tl::unexpected<base::Error> none(const Path& path) {
  return fail(Code::not_found, path.string() + ": no such file or folder");
}

// What a power cut leaves of bytes that were not synced: all, some, none, or the right length with
// nothing in it.
std::string some_of(const std::string& bytes, const std::string& durable, std::mt19937_64& random) {
  if (bytes == durable) return bytes;
  switch (random() % 4) {
    case 0:
      return durable;
    case 1:
      return bytes;
    case 2:
      return bytes.substr(0, random() % (bytes.size() + 1));
    default:
      return std::string(bytes.size(), '\0');
  }
}

}  // namespace

class MemoryFs::OpenFile final : public base::File {
 public:
  OpenFile(MemoryFs& fs, NodePtr node) : fs_(&fs), node_(std::move(node)), born_(fs.generation_) {}

  Result<void> write(std::string_view bytes) override {
    const std::lock_guard lock(fs_->mutex_);
    TRY(operate(Needs::space));
    if (used(*fs_->root_) + bytes.size() > fs_->capacity_)
      return fail(Code::no_space, "no space left on the disk");
    node_->bytes.append(bytes);
    fs_->change(*node_);
    return {};
  }

  Result<void> sync() override {
    const std::lock_guard lock(fs_->mutex_);
    TRY(operate());
    node_->durable_bytes = node_->bytes;
    return {};
  }

 private:
  Result<void> operate(Needs needs = Needs::nothing) {
    if (born_ != fs_->generation_) return fail(Code::io, "a file from before the power cut");
    return fs_->operate(needs);
  }
  MemoryFs* fs_;
  NodePtr node_;
  std::uint64_t born_;
};

class MemoryFs::Held final : public base::Lock {
 public:
  Held(MemoryFs& fs, NodePtr node, bool exclusive)
      : fs_(&fs), node_(std::move(node)), exclusive_(exclusive), born_(fs.generation_) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() override {
    const std::lock_guard lock(fs_->mutex_);
    if (born_ != fs_->generation_) return;
    if (exclusive_)
      node_->exclusive = false;
    else
      --node_->shared;
  }

 private:
  MemoryFs* fs_;
  NodePtr node_;
  bool exclusive_;
  std::uint64_t born_;
};

MemoryFs::MemoryFs() : root_(std::make_shared<Node>()) {
  root_->is_folder = true;
}

MemoryFs::MemoryFs(const MemoryFs& other) {
  *this = other;
}

MemoryFs& MemoryFs::operator=(const MemoryFs& other) {
  if (this == &other) return *this;
  const std::scoped_lock lock(mutex_, other.mutex_);
  std::map<const Node*, NodePtr> copies;
  root_ = copy_of(other.root_, copies);
  changes_ = other.changes_;
  operations_ = other.operations_;
  ++generation_;
  capacity_ = other.capacity_;
  power_cut_ = other.power_cut_;
  off_ = other.off_;
  faults_ = other.faults_;
  fails_from_ = other.fails_from_;
  lasting_ = other.lasting_;
  return *this;
}

// A file may have several names, of which one is durable and another is not.
MemoryFs::NodePtr MemoryFs::copy_of(const NodePtr& node, std::map<const Node*, NodePtr>& copies) {
  NodePtr& copy = copies[node.get()];
  if (copy) return copy;
  copy = std::make_shared<Node>(*node);
  const NodePtr made = copy;
  made->shared = 0;
  made->exclusive = false;
  for (auto& [name, child] : made->names) child = copy_of(child, copies);
  for (auto& [name, child] : made->durable_names) child = copy_of(child, copies);
  return made;
}

// Faults and power --------------------------------------------------------------------------

void MemoryFs::lose_power_at(std::uint64_t number) {
  power_cut_ = operations_ + number;
}

void MemoryFs::fail_at(std::uint64_t number, Code code) {
  faults_[operations_ + number] = code;
}

void MemoryFs::fail_from(std::uint64_t number, Fault fault) {
  fails_from_ = operations_ + number;
  lasting_ = fault;
}

void MemoryFs::mend() {
  lasting_.reset();
}

Result<void> MemoryFs::fault(Needs needs) const {
  if (!lasting_ || operations_ < fails_from_) return {};
  switch (*lasting_) {
    case Fault::full:
      if (needs == Needs::space) return fail(Code::no_space, "no space left on the disk");
      return {};
    case Fault::broken:
      return fail(Code::io, "the disk is broken");
    default:
      return fail(Code::io, "the disk is read-only");
  }
}

Result<void> MemoryFs::powered() const {
  if (off_) return fail(Code::io, "the power is off");
  return {};
}

Result<void> MemoryFs::operate(Needs needs) {
  ++operations_;
  if (power_cut_ && operations_ >= *power_cut_) off_ = true;
  TRY(powered());
  const auto once = faults_.find(operations_);
  if (once != faults_.end()) return fail(once->second, "a fault of the disk");
  return fault(needs);
}

void MemoryFs::reboot(std::optional<std::uint64_t> seed) {
  const std::lock_guard lock(mutex_);
  std::optional<std::mt19937_64> random;
  if (seed) random.emplace(*seed);
  keep_what_is_durable(*root_, random ? &*random : nullptr);
  ++generation_;
  power_cut_.reset();
  off_ = false;
}

void MemoryFs::make_durable(Node& node) {
  node.durable_bytes = node.bytes;
  node.durable_names = node.names;
  for (const auto& [name, child] : node.names) make_durable(*child);
}

void MemoryFs::keep_what_is_durable(Node& node, std::mt19937_64* random) {
  node.shared = 0;
  node.exclusive = false;
  if (!node.is_folder) {
    node.bytes = random ? some_of(node.bytes, node.durable_bytes, *random) : node.durable_bytes;
    node.durable_bytes = node.bytes;
    return;
  }
  auto names = node.durable_names;
  if (random) {
    for (const auto& [name, child] : node.names)  // new or replaced, and not synced
      if ((*random)() % 2 == 0) names[name] = child;
    for (const auto& [name, child] : node.durable_names)  // removed, and not synced
      if (!node.names.contains(name) && (*random)() % 2 == 0) names.erase(name);
  }
  node.names = node.durable_names = std::move(names);
  for (const auto& [name, child] : node.names) keep_what_is_durable(*child, random);
}

void MemoryFs::spoil(const Path& path, std::size_t offset) {
  const std::lock_guard lock(mutex_);
  const NodePtr node = find(path);
  node->bytes.at(offset) = static_cast<char>(node->bytes.at(offset) ^ 1);
  node->durable_bytes = node->bytes;
}

void MemoryFs::make_unreadable(const Path& path) {
  const std::lock_guard lock(mutex_);
  find(path)->unreadable = true;
}

std::uint64_t MemoryFs::used(const Node& node) {
  std::uint64_t sum = node.bytes.size();
  for (const auto& [name, child] : node.names) sum += used(*child);
  return sum;
}

void MemoryFs::list_files(const Node& node, const std::string& path,
                          std::vector<std::string>& out) {
  if (!node.is_folder) out.push_back(path);
  for (const auto& [name, child] : node.names) list_files(*child, path + "/" + name, out);
}

std::vector<std::string> MemoryFs::files() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> out;
  list_files(*root_, "", out);
  return out;
}

// Paths ---------------------------------------------------------------------------------------

MemoryFs::NodePtr MemoryFs::find(const Path& path) const {
  NodePtr node = root_;
  for (const Path& part : path.relative_path()) {
    if (part.empty() || part == ".") continue;
    const auto child = node->names.find(part.string());
    if (child == node->names.end()) return nullptr;
    node = child->second;
  }
  return node;
}

void MemoryFs::change(Node& node) {
  change_status(node);
  node.modified = node.changed;
}

void MemoryFs::change_status(Node& node) {
  node.changed = ++changes_;
  if (node.inode == 0) node.inode = static_cast<std::uint64_t>(node.changed);
}

Result<MemoryFs::NodePtr> MemoryFs::file(const Path& path) const {
  TRY(powered());
  NodePtr node = find(path);
  if (!node || node->is_folder) return none(path);
  return node;
}

Result<MemoryFs::NodePtr> MemoryFs::folder(const Path& path) const {
  NodePtr node = find(path);
  if (!node || !node->is_folder) return none(path);
  return node;
}

// The port ------------------------------------------------------------------------------------

Result<std::string> MemoryFs::read(const Path& path, std::uint64_t limit) {
  const std::lock_guard lock(mutex_);
  const NodePtr node = TRY(file(path));
  if (node->bytes.size() > limit) return fail(Code::too_large, path.string() + " is too long");
  return node->bytes;
}

Result<std::unique_ptr<base::Mapping>> MemoryFs::map(const Path& path) {
  const std::lock_guard lock(mutex_);
  return std::make_unique<base::OwnedBytes>(TRY(file(path))->bytes);
}

Result<void> MemoryFs::read_through(const Path& path,
                                    const std::function<void(std::string_view)>& piece) {
  const std::lock_guard lock(mutex_);
  const NodePtr node = TRY(file(path));
  if (node->unreadable) return fail(Code::io, path.string() + " cannot be read");
  piece(node->bytes);
  return {};
}

Result<std::unique_ptr<base::File>> MemoryFs::create(const Path& path) {
  return open(path, true);
}

Result<std::unique_ptr<base::File>> MemoryFs::append(const Path& path) {
  return open(path, false);
}

Result<std::unique_ptr<base::File>> MemoryFs::open(const Path& path, bool empty) {
  const std::lock_guard lock(mutex_);
  TRY(operate(find(path) ? Needs::nothing : Needs::space));
  const NodePtr parent = TRY(folder(path.parent_path()));
  NodePtr& node = parent->names[path.filename().string()];
  if (!node) {
    node = std::make_shared<Node>();
    change(*node);
    change(*parent);
  }
  if (node->is_folder) return fail(Code::io, path.string() + " is a folder");
  if (empty) {
    node->bytes.clear();
    change(*node);
  }
  return std::make_unique<OpenFile>(*this, node);
}

Result<std::uint64_t> MemoryFs::size(const Path& path) {
  const std::lock_guard lock(mutex_);
  return TRY(file(path))->bytes.size();
}

Result<base::Stamp> MemoryFs::stamp(const Path& path) {
  const std::lock_guard lock(mutex_);
  TRY(powered());
  const NodePtr node = find(path);
  if (!node) return none(path);
  return base::Stamp{node->is_folder, 1, node->inode, node->bytes.size(), node->modified,
                     node->changed};
}

// Stays at its path, where a real one would go along with the folder.
class MemoryFs::OpenFolder final : public base::Folder {
 public:
  OpenFolder(MemoryFs& fs, Path path) : fs_(&fs), path_(std::move(path)) {}
  [[nodiscard]] std::optional<base::Stamp> stamp(const std::string& below) const override {
    const auto stamp = fs_->stamp(path_ / below);
    return stamp ? std::optional(*stamp) : std::nullopt;
  }

 private:
  MemoryFs* fs_;
  Path path_;
};

Result<std::unique_ptr<base::Folder>> MemoryFs::open_folder(const Path& path) {
  const std::lock_guard lock(mutex_);
  TRY(powered());
  TRY(folder(path));
  return std::make_unique<OpenFolder>(*this, path);
}

Result<void> MemoryFs::rename(const Path& from, const Path& to) {
  const std::lock_guard lock(mutex_);
  TRY(operate());
  const NodePtr node = TRY(file(from));
  const NodePtr target = TRY(folder(to.parent_path()));
  const NodePtr source = TRY(folder(from.parent_path()));
  source->names.erase(from.filename().string());
  target->names[to.filename().string()] = node;
  change(*source);
  change(*target);
  change_status(*node);
  return {};
}

// Its time has no seconds.
Result<void> MemoryFs::rename_later(const Path& from, const Path& to) {
  return rename(from, to);
}

Result<void> MemoryFs::remove(const Path& path) {
  const std::lock_guard lock(mutex_);
  TRY(operate());
  const NodePtr node = find(path);
  if (!node) return none(path);
  if (!node->names.empty()) return fail(Code::io, path.string() + " is not empty");
  const NodePtr parent = find(path.parent_path());
  parent->names.erase(path.filename().string());
  change(*parent);
  return {};
}

Result<void> MemoryFs::make_directories(const Path& path) {
  const std::lock_guard lock(mutex_);
  TRY(operate(find(path) ? Needs::nothing : Needs::space));
  NodePtr node = root_;
  for (const Path& part : path.relative_path()) {
    NodePtr& child = node->names[part.string()];
    if (!child) {
      child = std::make_shared<Node>();
      child->is_folder = true;
      change(*child);
      change(*node);
    }
    if (!child->is_folder) return fail(Code::io, path.string() + " has a file in its way");
    node = child;
  }
  return {};
}

Result<void> MemoryFs::sync_directory(const Path& path) {
  const std::lock_guard lock(mutex_);
  TRY(operate());
  const NodePtr node = TRY(folder(path));
  node->durable_names = node->names;
  return {};
}

Result<void> MemoryFs::sync_all(const Path& path) {
  const std::lock_guard lock(mutex_);
  TRY(operate());
  TRY(folder(path));
  make_durable(*root_);
  return {};
}

Result<std::vector<std::string>> MemoryFs::list(const Path& path) {
  const std::lock_guard lock(mutex_);
  TRY(powered());
  const NodePtr node = TRY(folder(path));
  std::vector<std::string> names;
  for (const auto& [name, child] : node->names) names.push_back(name);
  return names;
}

Result<std::uint64_t> MemoryFs::free_space(const Path&) {
  const std::lock_guard lock(mutex_);
  TRY(powered());
  const std::uint64_t taken = used(*root_);
  return capacity_ > taken ? capacity_ - taken : 0;
}

Result<std::unique_ptr<base::Lock>> MemoryFs::lock_shared(const Path& path) {
  const std::lock_guard lock(mutex_);
  TRY(file(path));
  return hold(path, false);
}

Result<std::unique_ptr<base::Lock>> MemoryFs::lock_exclusive(const Path& path) {
  const std::lock_guard lock(mutex_);
  TRY(powered());
  if (!find(path)) TRY(open(path, false));
  if (lasting_ == Fault::read_only) TRY(fault(Needs::nothing));
  return hold(path, true);
}

Result<std::unique_ptr<base::Lock>> MemoryFs::hold(const Path& path, bool exclusive) {
  const NodePtr node = TRY(file(path));
  if (node->exclusive || (exclusive && node->shared > 0))
    return fail(Code::busy, path.string() + " is locked");
  if (exclusive)
    node->exclusive = true;
  else
    ++node->shared;
  return std::make_unique<Held>(*this, node, exclusive);
}

}  // namespace rohnamo::fakes
