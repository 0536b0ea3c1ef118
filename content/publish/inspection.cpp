#include "content/publish/inspection.hpp"

#include <fmt/format.h>

#include <set>

#include "content/base/owned_bytes.hpp"
#include "content/model/catalog.hpp"
#include "content/model/document.hpp"
#include "content/publish/folder.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Result;
using model::BlobKind;

template <class... Parts>
tl::unexpected<base::Error> refuse(fmt::format_string<Parts...> text, Parts&&... parts) {
  return fail(Code::untrusted, fmt::format(text, std::forward<Parts>(parts)...));
}

Result<BlobKind> kind_of(const std::string& path, const trust::TargetFile& target) {
  const auto* kind = target.custom.if_contains("kind");
  if (kind != nullptr && kind->is_string())
    if (const auto known = model::blob_kind(std::string_view(kind->get_string()))) return *known;
  return refuse("{} is of no kind that this program knows", path);
}

Result<void> inspect_target(const RoleFile& file, const Authority& authority,
                            const std::string& path, const trust::TargetFile& target) {
  if (!is_plain_path(path)) return refuse("{} names `{}`, which is no path", file.role, path);
  if (authority.delegation == nullptr)
    return refuse("{} names a target, {}: only the mission and the offices do", file.role, path);
  if (!trust::covers(*authority.delegation, path))
    return refuse("{} names {}, which does not lie under {}/", file.role, path,
                  authority.delegation->name);
  if (authority.bins != nullptr && trust::bin_of(*authority.bins, path) != file.role)
    return refuse("{} names {}, which belongs into {}", file.role, path,
                  trust::bin_of(*authority.bins, path));
  const auto hash = target.hashes.find("sha256");
  if (hash == target.hashes.end() || !base::Hash::from_hex(hash->second))
    return refuse("{} has no SHA-256", path);
  if (file.role == software_role) {
    const auto package = trust::read_software(path, target);
    return package ? Result<void>() : refuse("software names {}", package.error().message);
  }
  TRY(kind_of(path, target));
  return {};
}

Result<void> inspect_delegations(const RoleFile& file) {
  const auto& delegations = file.targets().delegations;
  if (!delegations) return {};
  if (file.role != trust::Targets::type && file.role != mission_role)
    return refuse("{} delegates, which only targets and mission may", file.role);
  if (delegations->succinct_roles && delegations->succinct_roles->bit_length > trust::most_bin_bits)
    return refuse("{} has more bins than screens take", file.role);
  return {};
}

struct Form {
  std::uint64_t limit;      // bytes
  std::string_view begins;  // with
};

Form form_of(BlobKind kind) {
  switch (kind) {
    case BlobKind::catalog:
      return {8 << 20, "ROHNCAT\n"};
    case BlobKind::text:
      return {model::document_limit, "{"};
    case BlobKind::picture:
      return {8 << 20, "\xff\xd8\xff"};  // JPEG, as the publisher renders all pictures
    case BlobKind::audio:
      return {50 << 20, "OggS"};
    default:
      return {0, ""};
  }
}

class OfficeInspector {
 public:
  OfficeInspector(const RoleFile& file, const ReadTarget& read) : file_(file), read_(read) {}

  Result<void> inspect() {
    const auto& targets = file_.targets().targets;
    if (targets.size() > office_targets_limit)
      return refuse("{} has {} files, an office may have {}", file_.role, targets.size(),
                    office_targets_limit);
    std::uint64_t bytes = 0;
    for (const auto& [path, target] : targets) {
      TRY(inspect_place(path, TRY(kind_of(path, target))));
      bytes += target.length;
      if (target.length > office_bytes_limit || bytes > office_bytes_limit)
        return refuse("{} has more than {} MB", file_.role, office_bytes_limit >> 20);
    }
    for (const auto& [path, target] : targets) TRY(inspect_contents(path, target));
    if (catalog_) return inspect_catalog();
    return refuse("{} has no catalog, {}/catalog", file_.role, file_.role);
  }

 private:
  // "offices/khujand/notices/closed/en" -> "notices"
  Result<void> inspect_place(const std::string& path, BlobKind kind) const {
    const std::string_view rest = std::string_view(path).substr(file_.role.size() + 1);
    const auto folder = rest.substr(0, rest.find('/'));
    if (folder == "stories")
      return refuse("{} is of a story: an office publishes contacts and notices alone", path);
    if ((rest == "catalog") != (kind == BlobKind::catalog))
      return refuse("{} is {} the office's catalog", path,
                    rest == "catalog" ? "not what it must be," : "not");
    if (rest != "catalog" && folder != "contacts" && folder != "notices")
      return refuse("{} is neither of a contact nor of a notice", path);
    if (form_of(kind).limit == 0)
      return refuse("{} is of the kind `{}`, which an office may not publish", path,
                    model::to_string(kind));
    return {};
  }

  Result<void> inspect_contents(const std::string& path, const trust::TargetFile& target) {
    const BlobKind kind = TRY(kind_of(path, target));
    const Form form = form_of(kind);
    if (target.length > form.limit)
      return refuse("{} has {} bytes, of the kind `{}` at most {} are taken", path, target.length,
                    model::to_string(kind), form.limit);
    auto bytes = TRY(read_(path, target));
    if (!bytes.starts_with(form.begins))
      return refuse("{} is not of the kind `{}` as rohnamo-content makes it", path,
                    model::to_string(kind));
    if (kind == BlobKind::text)
      if (const auto document = model::parse_document(bytes); !document)
        return refuse("{}: {}", path, document.error().message);
    const auto hash = TRY(base::Hash::from_hex(target.hashes.at("sha256")));
    blobs_.insert({{hash, target.length}, kind});
    if (kind == BlobKind::catalog) catalog_ = std::move(bytes);
    return {};
  }

  Result<void> inspect_catalog() const {
    const auto catalog = model::Catalog::open(std::make_shared<const base::OwnedBytes>(*catalog_));
    if (!catalog) return refuse("{}/catalog: {}", file_.role, catalog.error().message);
    for (std::size_t i = 0; i < catalog->size(); ++i) {
      const auto inspected = inspect_item(*catalog, i);
      if (!inspected)
        return refuse("{}/catalog, item {}: {}", file_.role, i + 1, inspected.error().message);
    }
    return {};
  }

  Result<void> inspect_item(const model::Catalog& catalog, std::size_t index) const {
    switch (TRY(catalog.entry(index)).kind) {
      case model::Kind::story:
        return refuse("a story, `{}`: an office publishes contacts and notices alone",
                      TRY(catalog.story(index)).id);
      case model::Kind::contact: {
        const auto contact = TRY(catalog.contact(index));
        TRY(inspect_id(contact.id));
        for (const auto* picture : {&contact.picture, &contact.map})
          if (*picture) TRY(inspect_picture(**picture));
        return {};
      }
      case model::Kind::notice: {
        const auto notice = TRY(catalog.notice(index));
        TRY(inspect_id(notice.id));
        for (const auto& [language, text] : notice.texts) TRY(inspect_text(text));
        return {};
      }
    }
    return {};
  }

  // An id of the mission's or of another office's would be taken for that one's item.
  Result<void> inspect_id(const std::string& id) const {
    const std::string prefix = file_.role + "/";
    if (id.starts_with(prefix) && is_id(std::string_view(id).substr(prefix.size()))) return {};
    return refuse("the id `{}` does not lie under {}", id, prefix);
  }

  Result<void> inspect_picture(const model::Picture& picture) const {
    for (const auto& rendition : picture.renditions)
      TRY(inspect_blob(rendition.blob, BlobKind::picture));
    return {};
  }

  Result<void> inspect_text(const model::Text& text) const {
    TRY(inspect_blob(text.body, BlobKind::text));
    if (text.narration) TRY(inspect_blob(*text.narration, BlobKind::audio));
    return text.timings ? inspect_blob(*text.timings, BlobKind::text) : Result<void>();
  }

  Result<void> inspect_blob(const model::BlobRef& blob, BlobKind kind) const {
    if (blobs_.contains({blob, kind})) return {};
    return refuse("it needs a file of the kind `{}` that the office does not publish, {}",
                  model::to_string(kind), blob.hash.hex());
  }

  const RoleFile& file_;
  const ReadTarget& read_;
  std::optional<std::string> catalog_;
  std::set<std::pair<model::BlobRef, BlobKind>> blobs_;
};

}  // namespace

Result<void> inspect(const RoleFile& file, const Authority& authority) {
  for (const auto& [path, target] : file.targets().targets)
    TRY(inspect_target(file, authority, path, target));
  return inspect_delegations(file);
}

Result<void> inspect_office(const RoleFile& file, const ReadTarget& read) {
  return OfficeInspector(file, read).inspect();
}

}  // namespace rohnamo::publish
