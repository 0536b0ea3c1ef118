// The texts of --help.
#pragma once

#include <string_view>

namespace rohnamo::publish {

constexpr std::string_view help_text = R"(rohnamo-content: the editor's tool of Rohnamo

A channel is a folder of plain files: stories, contacts and notices. This program
checks it and publishes it, signed, for the screens.

  rohnamo-content check FOLDER               names every fault with its file and line
  rohnamo-content keys new --keys KEYS       makes the keys, once; keep them safe
  rohnamo-content keys new --keys KEYS --office NAME
                                             makes the key of an office
  rohnamo-content publish FOLDER --keys KEYS --out REPOSITORY
                                             signs the channel into a folder that any
                                             web server or USB stick can carry
  rohnamo-content bundle FOLDER --out CACHE  puts the channel into a cache folder, unsigned,
                                             as a screen is installed with

A first time, from nothing:

  rohnamo-content check my-channel
  rohnamo-content keys new --keys ~/rohnamo-keys
  rohnamo-content publish my-channel --keys ~/rohnamo-keys --out /srv/www/rohnamo

Then, after every change, check and publish again: only what changed is new.
Give each screen KEYS/1.root.json: by it, it knows your publications from others.

Options
  --strict              check: warnings count as faults
  --cache FOLDER        remembers rendered pictures (default: ~/.cache/rohnamo/pictures)
  --data FOLDER         where the program's own strings/ are (or ROHNAMO_DATA)
  --online-expiry DAYS  publish: how long a screen may miss a publication (default: 90)
  --role-expiry DAYS    publish: how long what does not change stays good (default: 365)
  --now TIME            the time to sign and to check by, like 2026-11-23T20:47:52Z
  --help, --version

Exit status: 0 done, 1 faults (nothing was published), 2 wrong arguments.
How a channel is written is in content/channels/README.md.
)";

}  // namespace rohnamo::publish
