"""What must not be removed, and the tests that go red where it is.

One row: the file, the exact text that is there once, what stands for it, which suite must fail, and
what was taken away. A suite: test program, what of it, whether ROHNAMO_ALL=1 gives it more points.
"""

from collections import namedtuple

Suite = namedtuple("Suite", "target arguments has_shares", defaults=(False,))

SUITES = {
    "base": Suite("tests_content_base", []),
    "cache": Suite("tests_content_cache", []),
    "trust": Suite("tests_content_trust", []),
    "core": Suite("tests_sync_core", ["~[power]"]),
    "power": Suite("tests_sync_core", ["[power]"], has_shares=True),
    "machine": Suite("tests_machine", ["~[dpkg]"]),
}

Mutation = namedtuple("Mutation", "file old new suite name")

# Lines of these files that look like this must each be part of a mutation.
GUARDED = r"(->|\.)sync\(\)|sync_directory\(|sync_all\(|check_size\(|check_fresh\(|" \
          r"check_timestamp\(|check_snapshot\(|verify_threshold\(|verify_top\(|check_file\(|" \
          r"\.version [!<]=? |finish\(\) [!=]=|sha256\(.*\) [!=]=|fdatasync\(|fsync\(|syncfs\("
GUARDED_FILES = [
    "content/base/fs.cpp", "content/cache/store.cpp", "content/cache/blob_writer.cpp",
    "content/cache/edition.cpp", "content/trust/envelope.cpp", "sync/core/trusted_set.cpp",
    "sync/core/metadata_client.cpp", "sync/core/metadata_store.cpp", "sync/core/download.cpp",
    "sync/core/update.cpp", "sync/core/contents.cpp", "sync/core/catalogs.cpp",
    "sync/core/refusal.cpp", "sync/core/scrub.cpp", "systemd/machine/deb_store.cpp",
    "systemd/machine/foreign_folder.cpp", "systemd/machine/software_trust.cpp",
    "systemd/machine/upgrade.cpp",
]

MUTATIONS = []


def in_file(file, suite, *rows):
    """Each row: name, old, new, and another suite where it has one."""
    for name, old, new, *other in rows:
        MUTATIONS.append(Mutation(file, old, new, other[0] if other else suite, name))


in_file("content/base/fs.cpp", "power",
        ("write_whole: the file's fsync", "    TRY(file->sync());\n", ""),
        ("write_whole: the folder's fsync", "  return fs.sync_directory(path.parent_path());",
         "  return {};"),
        ("write_whole: beside it first", 'path.string() + ".new"', "path.string()"),
        ("write_whole: the rename", "  TRY(fs.rename(temporary, path));\n", "", "base"),
        ("fdatasync", "::fdatasync(fd_.get()) != 0", "fd_.get() < 0", "base"),
        ("fsync of a folder", "::fsync(fd.get()) != 0", "fd.get() < 0", "base"),
        ("syncfs", "::syncfs(fd.get()) != 0", "fd.get() < 0", "base"))

in_file("content/cache/store.cpp", "cache",
        ("the fsync of the folder that the cache is in",
         "  static_cast<void>(fs.sync_directory(store.cache_.parent_path()));\n", ""),
        ("a blob's length", "size && *size == blob.length", "size.has_value()"),
        ("small blobs leave the memory", "  for (BlobWriter& blob : blobs) TRY(blob.flush());\n", ""),
        ("the fsync of a blob", "    TRY(blobs.front().file_->sync());\n", "    ;\n"),
        ("the syncfs before blobs get their names", "    TRY(fs_->sync_all(cache_));\n  for",
         "    ;\n  for", "power"),
        ("the syncfs of the blobs' names", "  TRY(fs_->sync_all(cache_));  // the names", "  //",
         "power"),
        ("a catalog must be there", "if (!has(catalog.blob))", "if (false)"),
        ("a blob must be there", "if (!has(blob.blob))", "if (false)"),
        ("the fsync of the editions' names", '  return fs_->sync_directory(cache_ / "editions");\n',
         "  return {};\n", "power"),
        ("current comes last",
         "  TRY(write_edition(manifest, id));\n"
         '  const std::string current = TRY(pointer(*fs_, cache_ / "current"));\n',
         '  const std::string current = TRY(pointer(*fs_, cache_ / "current"));\n'
         '  TRY(base::write_whole(*fs_, cache_ / "current", id + "\\n"));\n'
         "  TRY(write_edition(manifest, id));\n", "power"),
        ("only a whole edition is gone back to", "!current.empty() && is_whole(current)",
         "!current.empty()"),
        ("the edition to go back to must be there",
         '  TRY(fs_->size(cache_ / "editions" / previous / "head.json"));\n', ""),
        ("the floor of time never falls", "if (held && *held >= floor) return {};", ""),
        ("nothing goes where the current manifest cannot be read", "if (!held && id == current)",
         "if (false)"),
        ("the edition before stays", "id == current || id == previous;", "id == current;"),
        ("an edition with a reader stays", "stays = !locked;", "stays = false;"),
        ("blobs of an edition that stays stay", "if (held) name_all(*held, kept);", ""),
        ("blobs that are wanted stay", "  name_all(wanted, kept);\n", ""))

in_file("content/cache/blob_writer.cpp", "cache",
        ("the hash of a blob", "if (hash_.finish() == blob_.hash) return {};", "return {};"),
        ("a blob that broke off", "if (length_ < blob_.length)", "if (false)"),
        ("a blob that is too long", "if (bytes.size() > blob_.length - length_)", "if (false)"),
        ("a partial that is too long", "if (!read || length_ > blob_.length) return restart();",
         "if (!read) return restart();"),
        ("a partial is hashed again", "      hash_.update(piece);\n      length_ += piece.size();",
         "      length_ += piece.size();"),
        ("the rename of a blob", "auto named = fs_->rename(partial_, place_);",
         "auto named = Result<void>();"))

in_file("content/cache/edition.cpp", "cache",
        ("the length of what is mapped", "if (bytes->bytes().size() != blob.length)", "if (false)"),
        ("current names an edition", "if (!model::is_edition_id(id))", "if (false)"),
        ("the reader's lock", '  edition->lock_ = TRY(fs.lock_shared(folder / "lock"));\n', ""),
        ("the mission's catalog comes first", "if (head.catalogs.front().role != mission)",
         "if (false)"))

in_file("content/trust/envelope.cpp", "trust",
        ("a signature must hold",
         "key != keys.end() && key->second.verify(envelope.message, signature.bytes)",
         "key != keys.end()"),
        ("only the role's keys count", "named ? keys.find(signature.keyid) : keys.end()",
         "keys.find(signature.keyid)"),
        ("the threshold", "static_cast<std::int64_t>(signed_by.size()) >= signers.threshold",
         "!signed_by.empty()"),
        ("a key counts once", "signed_by.insert(key->second.identity())",
         "signed_by.insert(signature.keyid)"),
        ("a key id is there once", "if (!seen.insert(signature.keyid).second)", "if (false)"),
        ("the length of a file", "if (expected.length && *expected.length != bytes.size())",
         "if (false)"),
        ("the hash of a file", "if (actual != hash)", "if (false)"),
        ("a hash that is known", "if (!known) return", "if (false) return"))

in_file("sync/core/trusted_set.cpp", "core",
        ("the size of anything", "if (bytes.size() <= limit) return {};", "return {};"),
        ("the size of the first root", '  TRY(check_size(trusted_root, root_limit, "root"));\n', ""),
        ("the first root's signatures", '  TRY(set.verify_top(set.root_, "root"));\n', ""),
        ("any top-level signature",
         "  return trust::verify_threshold(file, root.roles.find(role)->second, root.keys, role);",
         "  return {};"),
        ("any expiry", "if (expires > now_) return {};", "return {};"),
        ("the size of a root", '  TRY(check_size(bytes, root_limit, "root"));\n', ""),
        ("the old root's threshold", '  TRY(verify_top(file, "root"));                    // 5.3.4',
         "  //"),
        ("the root's version", "if (file.role.version != root_.role.version + 1)", "if (false)"),
        ("the new root's threshold",
         '  TRY(trust::verify_threshold(file, file.role.roles.find("root")->second, '
         'file.role.keys,\n                              "root"));  // 5.3.4 (2)\n', ""),
        ("the timestamp's keys changed", 'lost_a_key(root_.role, file.role, "timestamp") ||',
         ""),
        ("the snapshot's keys changed", '||\n                       lost_a_key(root_.role, '
         'file.role, "snapshot");', ";"),
        ("the root's expiry", '  return check_fresh(root_.role.expires, "root");', "  return {};"),
        ("the size of the stored timestamp",
         "TrustedSet::restore_timestamp(std::string_view bytes) {\n"
         '  TRY(check_size(bytes, timestamp_limit, "timestamp"));\n',
         "TrustedSet::restore_timestamp(std::string_view bytes) {\n"),
        ("the stored timestamp's signatures",
         '  TRY(verify_top(file, "timestamp"));\n  timestamp_', "  timestamp_"),
        ("the size of a timestamp",
         "TrustedSet::update_timestamp(std::string_view bytes) {\n"
         '  TRY(check_size(bytes, timestamp_limit, "timestamp"));\n',
         "TrustedSet::update_timestamp(std::string_view bytes) {\n"),
        ("the timestamp's signatures", '  TRY(verify_top(file, "timestamp"));  // 5.4.2\n', ""),
        ("the timestamp's version",
         "if (file.role.version < timestamp_->version)  // 5.4.3.1", "if (false)"),
        ("the expiry of the same timestamp",
         "      TRY(check_timestamp());\n      return Change::same;", "      return Change::same;"),
        ("the snapshot's version in the timestamp",
         "if (file.role.snapshot.version < timestamp_->snapshot.version)", "if (false)"),
        ("the timestamp's expiry",
         '  TRY(check_fresh(file.role));  // 5.4.4\n', ""),
        ("the expiry of the timestamp that is held", "  return check_fresh(*timestamp_);",
         "  return {};"),
        ("the expiry of a timestamp without grace",
         'graced ? Result<void>() : check_fresh(timestamp.expires, "timestamp")', "Result<void>()"),
        ("the end of a timestamp's grace", " && now_ - timestamp.expires <= timestamp_grace_", ""),
        ("the size of an earlier timestamp",
         '!timestamp_ || !check_size(bytes, timestamp_limit, "timestamp")', "!timestamp_"),
        ("the signatures of an earlier timestamp", 'file && verify_top(*file, "timestamp") &&',
         "file &&"),
        ("the version of an earlier timestamp",
         " && file->role.version < timestamp_->version", ""),
        ("the size of the stored snapshot",
         "TrustedSet::restore_snapshot(std::string_view bytes) {\n"
         '  TRY(check_size(bytes, snapshot_limit, "snapshot"));\n',
         "TrustedSet::restore_snapshot(std::string_view bytes) {\n"),
        ("the stored snapshot's signatures",
         '  TRY(verify_top(file, "snapshot"));\n  snapshot_', "  snapshot_"),
        ("the stored snapshot's hash",
         'timestamp_ && trust::check_file(bytes, timestamp_->snapshot, "snapshot").has_value()',
         "timestamp_.has_value()"),
        ("the expiry of the timestamp, for a snapshot that is held",
         "snapshot_matches_ && check_timestamp() && check_snapshot()",
         "snapshot_matches_ && check_snapshot()"),
        ("the expiry of the snapshot that is held",
         "return snapshot_matches_ && check_timestamp() && check_snapshot();",
         "return snapshot_matches_ && check_timestamp();"),
        ("a timestamp before a snapshot",
         "TrustedSet::update_snapshot(std::string_view bytes) {\n  TRY(check_timestamp());\n",
         "TrustedSet::update_snapshot(std::string_view bytes) {\n"),
        ("the size of a snapshot",
         '  TRY(check_size(bytes, snapshot_limit, "snapshot"));\n  TRY(trust::check_file',
         "  TRY(trust::check_file"),
        ("the snapshot's hash",
         '  TRY(trust::check_file(bytes, timestamp_->snapshot, "snapshot"));  // 5.5.2\n', ""),
        ("the snapshot's signatures",
         '  TRY(verify_top(file, "snapshot"));                      // 5.5.3', "  //"),
        ("the snapshot's version",
         "if (file.role.version != timestamp_->snapshot.version)  // 5.5.4", "if (false)"),
        ("the snapshot names what it named", "if (found == file.role.meta.end())",
         "if (found == file.role.meta.end()) continue;\n      if (false)"),
        ("versions in the snapshot", "if (found->second.version < held.version)", "if (false)"),
        ("the snapshot's expiry",
         '  TRY(check_fresh(file.role.expires, "snapshot"));  // 5.5.6\n', ""),
        ("the snapshot is the timestamp's",
         "if (!timestamp_ || snapshot_->version != timestamp_->snapshot.version)", "if (false)"),
        ("the expiry of the snapshot, for targets",
         '  return check_fresh(snapshot_->expires, "snapshot");', "  return {};"),
        ("the targets' signatures",
         "if (delegator == \"root\" && role == trust::Targets::type) return verify_top(file, role);",
         "if (delegator == \"root\" && role == trust::Targets::type) return {};"),
        ("a delegated role's signatures",
         "  return trust::verify_threshold(file, *signers, from->delegations->keys, role);",
         "  return {};"),
        ("only who was delegated to", "if (signers == nullptr)",
         "if (signers == nullptr) return {};\n  if (false)"),
        ("a snapshot before targets",
         "                                        std::string_view delegator) {\n"
         "  TRY(check_snapshot());\n",
         "                                        std::string_view delegator) {\n"),
        ("the size of targets",
         "  TRY(check_size(bytes, targets_limit, role));\n  const trust::MetaFile",
         "  const trust::MetaFile"),
        ("the hash of targets", "  TRY(trust::check_file(bytes, expected, role));  // 5.6.2\n", ""),
        ("who signed targets",
         "  TRY(verify_delegated(file, role, delegator));  // 5.6.3\n", ""),
        ("the version of targets",
         "if (file.role.version != expected.version)     // 5.6.4", "if (false)"),
        ("the expiry of targets", "  TRY(check_fresh(file.role.expires, role));  // 5.6.5\n", ""),
        ("the size of stale targets",
         "  TRY(check_size(bytes, targets_limit, role));\n  auto file", "  auto file"),
        ("who signed stale targets",
         "  TRY(verify_delegated(file, role, delegator));\n  return", "  return"))

in_file("sync/core/metadata_store.cpp", "core",
        ("the syncfs before roles get their names", "  TRY(fs_->sync_all(roles_));\n", ""),
        ("the fsync of the names of many roles",
         "path(file.role)));\n  return fs_->sync_directory(roles_);",
         "path(file.role)));\n  return {};"),
        ("the fsync after roles are removed",
         "  if (!removed) return removed;\n  return fs_->sync_directory(roles_);",
         "  return removed;"),
        ("the root comes before its origin",
         '  TRY(write("root", installed));\n'
         '  TRY(base::write_whole(*fs_, state_ / "origin", origin));\n',
         '  TRY(base::write_whole(*fs_, state_ / "origin", origin));\n'
         '  TRY(write("root", installed));\n', "power"),
        ("another installed root", "known && *known == origin && stored", "known && stored"),
        ("the stored root holds", " && TrustedSet::begin(*stored, {})", ""),
        ("one update at a time", 'auto lock = fs_->lock_exclusive(state_ / "lock");',
         "auto lock = Result<std::unique_ptr<base::Lock>>(std::unique_ptr<base::Lock>());"))

in_file("sync/core/metadata_client.cpp", "core",
        ("the limit of rotations", "for (int i = 0; i < root_rotations_limit; ++i)", "for (;;)"),
        ("5.3.11", "    if (rotated) {", "    if (false) {"),
        ("old versions go before the root comes",
         "    if (rotated) {\n"
         "      auto forgotten = co_await forget_fast_forwarded();\n"
         "      if (!forgotten) co_return forgotten;\n"
         "    }\n"
         "    const std::function<Result<void>()> work = [this, &bytes] {\n"
         "      return store_->replace_root(set_.root().version - 1, *bytes);\n"
         "    };\n"
         "    auto kept = co_await worker_->run(work);\n"
         "    if (!kept) co_return kept;\n",
         "    const std::function<Result<void>()> work = [this, &bytes] {\n"
         "      return store_->replace_root(set_.root().version - 1, *bytes);\n"
         "    };\n"
         "    auto kept = co_await worker_->run(work);\n"
         "    if (!kept) co_return kept;\n"
         "    if (rotated) {\n"
         "      auto forgotten = co_await forget_fast_forwarded();\n"
         "      if (!forgotten) co_return forgotten;\n"
         "    }\n", "power"),
        ("the root is kept", "return store_->replace_root(set_.root().version - 1, *bytes);",
         "return Result<void>();"),
        ("the root's freshness", "  co_return set_.finish_root();", "  co_return Result<void>();"),
        ("the stored timestamp counts",
         "    static_cast<void>(set_.restore_timestamp(*stored));", "    ;"),
        ("the timestamp is kept", '    TRY(store_->write("timestamp", bytes));\n', ""),
        ("the stored snapshot counts", "    static_cast<void>(set_.restore_snapshot(*stored));",
         "    ;"),
        ("the snapshot is kept", 'auto kept = co_await keep("snapshot", *bytes);',
         "auto kept = Result<void>();"),
        ("a role is kept", "  fresh_.push_back({role, *bytes});\n", ""),
        ("many roles are kept", "return store_->write(*batch); };", "return Result<void>(); };"),
        ("a snapshot's length while it comes",
         "std::min(expected.length.value_or(snapshot_limit), snapshot_limit)", "snapshot_limit"),
        ("a role's length while it comes",
         "std::min(expected->length.value_or(targets_limit), targets_limit)", "targets_limit"),
        ("the freshness of the root for a poll", "if (!fresh) co_return fail(fresh.error());", ""))

in_file("sync/core/contents.cpp", "core",
        ("the paths of a role",
         "    if (trust::covers(delegation, path)) TRY(add_target", "    TRY(add_target"),
        ("the paths of a bin", "trust::covers(delegation, path) && trust::bin_of", "trust::bin_of"),
        ("a target's own bin", " && trust::bin_of(bins, path) == bin)", ")"),
        ("the limit of bins", "if (trust::bin_count(bins) > roles_limit)", "if (false)"),
        ("the limit of roles", "if (top.delegations->roles.size() > roles_limit)", "if (false)"),
        ("a mission must be there", "if (!has_mission)", "if (false)"),
        ("all of a stale office must be here", "if (!store.has(blob.blob))", "if (false)"))

in_file("sync/core/catalogs.cpp", "core",
        ("the hash of a catalog", "if (base::sha256(bytes->bytes()) == catalog.blob.hash) return",
         "return"))

in_file("sync/core/download.cpp", "core",
        ("what was resumed and does not hold comes again",
         "if (!fetched && fetched.error().code == Code::untrusted && resumed)", "if (false)"),
        ("a part that was not asked for", "if (offset == writer_->offset()) co_return",
         "if (true) co_return"))

in_file("sync/core/refusal.cpp", "core",
        ("only the current edition is refused", "if (!current || *current != id) return {};", ""),
        ("the fsync of a rollback that a fault had stopped",
         "covers(id)) return fs_->sync_directory(store.path());", "covers(id)) return {};", "power"),
        ("a refusal is written down", 'TRY(base::write_whole(*fs_, path_, id + "\\n"));', ";"))

in_file("sync/core/scrub.cpp", "core",
        ("the hash of a blob in the cache", "return read && hash.finish() == blob.hash;",
         "return read.has_value();"),
        ("what is spoiled goes", "    TRY(store.discard(*blob));\n", ""),
        ("the walk goes on where it ended",
         "while (last && blob != blobs.end() && blob->hash <= *last) ++blob;", ""))

in_file("sync/core/update.cpp", "core",
        ("the expiry of what is held, for a poll", "poll.expires > now && ", ""),
        ("once a day all", " && now < poll.checked + full_workflow_interval", ""),
        ("the edition that the poll knows", "poll.edition == current && ", ""),
        ("the offices that the poll knows", "poll.offices == name_offices(options_->offices) &&\n",
         "\n"),
        ("the timestamp that the poll knows",
         "!same || !*same || held->version != poll->timestamp_version", "!same || held == nullptr"),
        ("what expired before it was signed proves nothing",
         "std::min(*timestamp->signed_at, timestamp->expires)", "*timestamp->signed_at"),
        ("room on the disk", "if (free >= bytes + options_->reserve) return {};", "return {};"),
        ("room is made", "  TRY(store_->collect(wanted));\n", "", "power"),
        ("a refused edition does not come back",
         "if (before && refusal_->covers(outcome->edition))", "if (false)"),
        ("a refused text does not come back",
         "if (refusal_->covers(text.id()) || refusal_->covers(whole)) return {};", ""),
        ("what the scrub found is fetched",
         "return spoiled > 0 ? forget_poll() : Result<void>();", "return {};"))

in_file("systemd/machine/software_trust.cpp", "machine",
        ("the root's expiry", "    return set_.finish_root();", "    return {};"),
        ("the timestamp that was taken", "static_cast<void>(set_.restore_timestamp(*stored));", ";"),
        ("the timestamp is remembered",
         "    return store_->write(trust::Timestamp::type, bytes);", "    return {};"),
        ("the time that a publication proves",
         "  if (timestamp.signed_at) TRY(raise_floor(std::min(*timestamp.signed_at, timestamp.expires)));\n",
         ""),
        ("what expired before it was signed proves nothing",
         "std::min(*timestamp.signed_at, timestamp.expires)", "*timestamp.signed_at"),
        ("time never goes back", "  if (proved <= floor()) return {};\n", ""))

in_file("systemd/machine/foreign_folder.cpp", "machine",
        ("the length of a stranger's file", "if (place + file.piece().size() > limit)", "if (false)"))

in_file("systemd/machine/deb_store.cpp", "machine",
        ("the hash of what sync has", "if (hash.finish() != package.hash)", "if (false)"),
        ("the fsync of a .deb", "  TRY(file->sync());\n", ""),
        ("the fsync of its name", "  return fs_->sync_directory(folder_);\n", "  return {};\n"),
        ("the hash of what was kept", "if (hash.finish() == package.hash) return place;",
         "return place;"),
        ("the syncfs of a .deb that was packed anew", "  TRY(fs_->sync_all(folder_));\n", ""),
        ("the fsync of its name, too", "  TRY(fs_->sync_directory(folder_));\n", ""))

in_file("systemd/machine/upgrade.cpp", "machine",
        ("the fsync of the folder's name",
         "  static_cast<void>(fs_->sync_directory(options_.folder.parent_path()));  // its name lasts\n",
         ""),
        ("one at a time", "  const auto packages = TRY(packages_->lock());\n", ""),
        ("a set that was refused", " || trust::set_id(set) == journal_.refused", ""),
        ("another version", "there->second.version != package.version || ", ""),
        ("dependencies", "  TRY(packages_->check(debs));\n", ""),
        ("a program that can still judge", "  TRY(options_.keep_program());\n", ""),
        ("what to go back to", "  TRY(keep_before(changes));\n", ""),
        ("the journal comes before dpkg", "  TRY(enter(State::applying));\n", ""),
        ("a kept package must be whole", " && debs_.checked(one).has_value()", ""),
        ("probation begins", "  TRY(enter(State::probation));\n", ""),
        ("starts are counted", "  ++journal_.starts;\n", ""),
        ("well for long enough", "if (well > options_.steady)", "if (!complaint)"),
        ("the way back is written down", "  TRY(enter(State::rolling_back));\n", ""),
        ("the set is refused from now on", "  journal_.refused = journal_.set;\n", ""))
