#include "content/publish/publish.hpp"

#include "content/publish/prepare.hpp"
#include "content/publish/rotation.hpp"

namespace rohnamo::publish {

base::Result<PublishReport> publish(base::Fs& fs, const Publication& publication, Keyring& keys,
                                    const base::Path& path, base::Time now) {
  auto repository = TRY(Repository::open(fs, path, keys, Repository::For::writing));
  return publish(fs, publication, keys, repository, now);
}

base::Result<PublishReport> publish(base::Fs& fs, const Publication& publication, Keyring& keys,
                                    Repository& repository, base::Time now) {
  TRY(check_clock(repository.held(), now));
  TRY(renew_ageing_root(keys, now));
  auto prepared = TRY(prepare(publication, repository, keys, now, Signing::alone));
  auto report = TRY(accept(fs, repository, prepared.submission, keys, now, Renew::always));
  report.notes.insert(report.notes.end(), prepared.notes.begin(), prepared.notes.end());
  return report;
}

base::Result<PublishReport> rehearse(base::Fs& fs, const Publication& publication, Keyring& keys,
                                     const base::Path& path, base::Time now) {
  auto repository = TRY(Repository::open(fs, path, keys, Repository::For::reading));
  return rehearse(fs, publication, keys, repository, now);
}

base::Result<PublishReport> rehearse(base::Fs& fs, const Publication& publication, Keyring& keys,
                                     Repository& repository, base::Time now) {
  TRY(check_clock(repository.held(), now));
  auto prepared = TRY(prepare(publication, repository, keys, now, Signing::alone));
  auto report = TRY(rehearse(fs, repository, prepared.submission, keys, now));
  report.notes.insert(report.notes.end(), prepared.notes.begin(), prepared.notes.end());
  return report;
}

}  // namespace rohnamo::publish
