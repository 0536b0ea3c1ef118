#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "content/publish/commands.hpp"
#include "content/publish/expiry.hpp"
#include "content/publish/folder.hpp"
#include "content/publish/key_list.hpp"
#include "content/publish/new_keys.hpp"
#include "content/publish/rotation.hpp"

namespace rohnamo::publish {
namespace {

using base::Code;
using base::fail;
using base::Path;
using base::Result;

struct RoleNumber {
  std::string role;  // empty: of all that it can be said of
  int number = 0;
};

// "root=2", or "3" alone.
Result<RoleNumber> parse_role_number(const std::string& text) {
  const auto equals = text.find('=');
  const std::size_t start = equals == std::string::npos ? 0 : equals + 1;
  RoleNumber result{text.substr(0, equals == std::string::npos ? 0 : equals), 0};
  const auto [end, bad] =
      std::from_chars(text.data() + start, text.data() + text.size(), result.number);
  if (bad == std::errc() && end == text.data() + text.size() && result.number > 0) return result;
  return fail(Code::invalid_input, fmt::format("`{}`: write ROLE=NUMBER, like root=2", text));
}

Result<KeyPlan> key_plan(const Options& options) {
  KeyPlan plan;
  for (const auto& text : options.signers) {
    const auto [role, number] = TRY(parse_role_number(text));
    if (!role.empty()) plan.signers[role] = number;
    if (role.empty())
      for (const char* each : {"root", "targets", "mission"}) plan.signers.emplace(each, number);
  }
  for (const auto& text : options.thresholds) {
    const auto [role, number] = TRY(parse_role_number(text));
    plan.thresholds[role] = number;
  }
  return plan;
}

Result<std::optional<std::int64_t>> threshold_for(const Options& options, const std::string& role) {
  std::optional<std::int64_t> threshold;
  for (const auto& text : options.thresholds) {
    const auto [name, number] = TRY(parse_role_number(text));
    if (!name.empty() && name != role)
      return fail(Code::invalid_input, fmt::format("--threshold {}: this is about {}", text, role));
    threshold = number;
  }
  return threshold;
}

// The key that is to go: the one that is named, the one that is here, or the only one.
Result<trust::KeyId> key_to_replace(const Keyring& keys, const std::string& role,
                                    const std::string& named) {
  if (!named.empty()) return find_key_id(keys, role, named);
  const auto signers = TRY(signers_of(keys, role));
  const auto here = keys.held(signers);
  if (here.size() == 1) return here[0]->id();
  if (signers.keyids.size() == 1) return signers.keyids[0];
  return fail(Code::invalid_input,
              fmt::format("{} has several keys: name the one to replace, --key ID; "
                          "rohnamo-content keys list names them",
                          role));
}

Path folder_for(const Keyring& keys, const Options& options, const std::string& role) {
  if (!options.out.empty()) return options.out;
  return is_office(role) ? keys.folder() / role : keys.folder();
}

struct NewKey {
  trust::PublicKey key;
  std::optional<HeldKey> held;  // made here
};

// Its holder's, if its public half is given; else made here.
Result<NewKey> new_key(Context& context, const Keyring& keys, const std::string& role) {
  if (!context.options.public_key.empty()) {
    const auto key = TRY(read_public_key(context.fs, context.options.public_key));
    return NewKey{key, {}};
  }
  const Path folder = folder_for(keys, context.options, role);
  const auto made = TRY(make_key(context.fs, folder, role));
  return NewKey{made.key.public_key(), made};
}

void tell(Context& context, const std::string& role, const Decision& decision) {
  if (!decision.missing.empty())
    context.out << fmt::format(
        "{0} is not in force yet; it lacks {1}.\nTake it to them: rohnamo-content sign {2} --keys "
        "THEIRS; then put it back here.\n",
        decision.file.string(), decision.missing, decision.file.filename().string());
  else if (decision.file.filename() == "delegations.json")
    context.out << fmt::format(
        "{} is decided in {}; the next publication signed with the keys of "
        "targets says so.\n",
        role, decision.file.string());
  else
    context.out << fmt::format("{} says so. Publish, and screens follow.\n",
                               decision.file.string());
}

Result<Decision> change(Context& context, Keyring& keys, const std::string& role,
                        std::optional<trust::KeyId> remove, bool add) {
  TRY(signers_of(keys, role));
  const auto threshold = TRY(threshold_for(context.options, role));
  SignersChange change{role, std::move(remove), {}, threshold};
  std::vector<const trust::PrivateKey*> also;
  std::optional<NewKey> fresh;
  if (add) {
    fresh.emplace(TRY(new_key(context, keys, role)));
    change.add = fresh->key;
    if (fresh->held) also.push_back(&fresh->held->key);
  }
  auto decision = change_signers(keys, change, also, context.now);
  if (!decision && fresh && fresh->held) TRY(context.fs.remove(fresh->held->file));
  if (decision && fresh)
    context.out << fmt::format("The new key of {} is {}{}.\n", role, short_id(fresh->key.id()),
                               fresh->held ? ", in " + fresh->held->file.string() : "");
  return decision;
}

template <class Change>
int decide(Context& context, const std::string& role, Change change) {
  auto keys = Keyring::open(context.fs, context.options.keys);
  if (!keys) return context.failure(keys.error());
  const Result<Decision> decision = change(*keys);
  if (!decision) return context.failure(decision.error());
  tell(context, role, *decision);
  return done;
}

Result<Repository> published(Context& context, Keyring& keys) {
  if (context.options.repo.empty()) return Repository::none(context.fs, keys);
  return Repository::open(context.fs, context.options.repo, keys, Repository::For::reading);
}

}  // namespace

int keys_new_command(Context& context) {
  const auto plan = key_plan(context.options);
  if (!plan) return context.misuse(plan.error().message);
  const Path folder = context.options.keys;
  const auto made = new_keys(context.fs, folder, context.now, *plan);
  if (!made) return context.failure(made.error());
  context.out << fmt::format(
      "The keys are in {0}. Keep a copy of the folder in a safe place, and let no web server see "
      "it.\nGive {0}/1.root.json to every screen.\n",
      folder.string());
  for (const auto& signer : made->signer_folders)
    context.out << fmt::format("Move {} to its holder's computer: no copy may stay here.\n",
                               signer.string());
  return done;
}

int keys_list_command(Context& context) {
  auto keys = Keyring::open(context.fs, context.options.keys);
  if (!keys) return context.failure(keys.error());
  const auto repository = published(context, *keys);
  if (!repository) return context.failure(repository.error());
  const auto list = list_keys(*keys, context.options.repo.empty() ? nullptr : &*repository);
  if (!list) return context.failure(list.error());
  context.out << (context.options.json ? to_json(*list, context.now)
                                       : to_string(*list, context.now));
  return done;
}

int keys_check_command(Context& context) {
  auto keys = Keyring::open(context.fs, context.options.keys);
  if (!keys) return context.failure(keys.error());
  const auto repository = published(context, *keys);
  if (!repository) return context.failure(repository.error());
  const auto warnings = expiry_warnings(expiries(keys->roots().newest(), repository->held()),
                                        keys->settings().periods, context.now);
  for (const auto& warning : warnings) context.out << "warning: " << warning << "\n";
  return warnings.empty() ? done : failed;
}

int keys_make_command(Context& context) {
  const std::string& role = context.operands[0];
  if (const auto name = is_office(role) ? role.substr(office_prefix.size()) : role; !is_id(name))
    return context.misuse(fmt::format("`{}` is no role", role));
  const auto made = make_key(context.fs, context.options.keys, role);
  if (!made) return context.failure(made.error());
  Path half = made->file;
  half.replace_extension(".public.json");
  const auto written = write_public_key(context.fs, half, made->key.public_key());
  if (!written) return context.failure(written.error());
  context.out << fmt::format(
      "The key {} is in {}, which stays here.\nGive {} to whoever keeps the keys of the mission.\n",
      short_id(made->key.id()), made->file.string(), half.string());
  return done;
}

int keys_rotate_command(Context& context) {
  const std::string role = context.operands[0];
  return decide(context, role, [&](Keyring& keys) -> Result<Decision> {
    auto old = TRY(key_to_replace(keys, role, context.options.key));
    return change(context, keys, role, std::move(old), true);
  });
}

int keys_add_command(Context& context) {
  const std::string role = context.operands[0];
  return decide(context, role,
                [&](Keyring& keys) { return change(context, keys, role, {}, true); });
}

int keys_remove_command(Context& context) {
  const std::string role = context.operands[0];
  return decide(context, role, [&](Keyring& keys) -> Result<Decision> {
    auto old = TRY(find_key_id(keys, role, context.operands[1]));
    return change(context, keys, role, std::move(old), false);
  });
}

int keys_renew_command(Context& context) {
  return decide(context, "root", [&](Keyring& keys) { return renew_root(keys, context.now); });
}

int office_new_command(Context& context) {
  const Options& options = context.options;
  const std::string& name = context.operands[0];
  auto keys = Keyring::open(context.fs, options.keys);
  if (!keys) return context.failure(keys.error());
  if (!options.public_key.empty()) {
    const auto key = read_public_key(context.fs, options.public_key);
    if (!key) return context.failure(key.error());
    const auto made = new_office(*keys, name, *key);
    if (!made) return context.failure(made.error());
  } else {
    const auto folder = folder_for(*keys, options, std::string(office_prefix) + name);
    const auto made = new_office(context.fs, *keys, name, folder);
    if (!made) return context.failure(made.error());
    context.out << fmt::format(
        "The key of the office {0} is in {1}. While it is here, `publish` signs for the office; "
        "move the folder to the office's computer, and it publishes for itself.\n",
        name, folder.string());
  }
  context.out << "The next publication signed with the keys of targets says so.\n";
  return done;
}

int office_remove_command(Context& context) {
  auto keys = Keyring::open(context.fs, context.options.keys);
  if (!keys) return context.failure(keys.error());
  const auto removed = remove_office(*keys, context.operands[0]);
  if (!removed) return context.failure(removed.error());
  context.out << fmt::format("With the next publication {} leaves the screens.\n",
                             context.operands[0]);
  return done;
}

}  // namespace rohnamo::publish
