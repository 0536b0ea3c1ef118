// The texts of --help.
#pragma once

#include <string_view>

namespace rohnamo::publish {

constexpr std::string_view help_text = R"(rohnamo-content: the editor's tool of Rohnamo

A channel is a folder of plain files: stories, contacts and notices. This program
checks it and publishes it, signed, for the screens.

  rohnamo-content new channel FOLDER --languages tg,ru,en
                                             begins a channel; `new story FOLDER ID`,
                                             `new contact` and `new notice` what is in it;
                                             `new admin FOLDER` forms in a browser for it
  rohnamo-content check FOLDER               names every fault with its file and line
  rohnamo-content preview FOLDER             the screen in a window, as you write
  rohnamo-content status FOLDER              what will appear and disappear, and what lacks
                                             a translation
  rohnamo-content keys new --keys KEYS       makes the keys, once; keep them safe
  rohnamo-content publish FOLDER --keys KEYS --out REPOSITORY
                                             signs the channel into a folder that any
                                             web server or USB stick can carry
  rohnamo-content publish … --dry-run        says first what will change on the screens;
                                             `publish … --undo` goes back to what was before
  rohnamo-content bundle FOLDER --out CACHE  puts the channel into a cache folder, unsigned,
                                             as a screen is installed with

A first time, from nothing:

  rohnamo-content new channel my-channel --languages tg,ru --name "Resource Centre"
  rohnamo-content new story my-channel our-first
  rohnamo-content check my-channel
  rohnamo-content keys new --keys ~/rohnamo-keys
  rohnamo-content publish my-channel --keys ~/rohnamo-keys --out /srv/www/rohnamo

Then, after every change, check and publish again: only what changed is new.
Give each screen KEYS/1.root.json: by it, it knows your publications from others.

Programs read --json: one line, one JSON object, on standard output. What went wrong is
said in words on standard error, and by the exit status.

Several people, several machines

  publish FOLDER --keys KEYS --prepare SUBMISSION
                              signs into a folder that others sign too
  sign SUBMISSION --keys K    adds the signatures of another folder of keys
  submit FOLDER --office NAME --keys K --out SUBMISSION
                              an office signs its contacts and notices
  accept SUBMISSION --repo REPOSITORY --keys K
                              checks a submission and publishes it
  resign --repo REPOSITORY --keys K
                              signs the timestamp anew, every day

To the web server

  publish … --to DESTINATION  signs, and carries it there (rsync, or a bucket)
  upload REPOSITORY --to DESTINATION
                              carries it there (again)
  files REPOSITORY            its files, in the order in which they may be copied

Without a network

  export REPOSITORY --out STICK
                              copies a publication onto a USB stick; screens take it
                              when the stick is plugged in

What is there already

  import FOLDER FILE          stories from RSS, Atom, WordPress or Drupal, as drafts

Translators

  translate export FOLDER --lang LANGUAGE --out FILE
                              all texts into one XLIFF or PO file
  translate import FOLDER FILE
                              brings them back

Keys

  keys list, keys check       who signs what, and until when it is good
  keys rotate ROLE            another key for a role: lost, stolen, or merely old
  keys add, keys remove       more signers, or fewer
  keys renew                  the root of trust for another period
  keys make ROLE              a key of one's own, whose public half another adds
  office new, office remove   an office publishes its own contacts and notices

The program itself

  software new                a key for the program's own packages
  software publish DEB…       what kiosks shall have installed, by night and by itself

rohnamo-content help COMMAND, or COMMAND --help, says more of each.

Options of every command
  --now TIME                  the time to sign and to check by, like 2026-11-23T20:47:52Z
  --help, --version

Exit status: 0 done, 1 faults or a refusal (nothing was published), 2 wrong arguments,
3 another rohnamo-content is at work there: try again later.
How a channel is written is in content/channels/README.md, how keys are kept in
content/publish/KEYS.md.
)";

constexpr std::string_view new_channel_help =
    R"(rohnamo-content new channel FOLDER --languages tg,ru,en [--name NAME] [--timezone ZONE]

Begins a channel in a new folder, whose name becomes its id: channel.yaml, a contact,
a README that says how to go on, and admin/, forms in a browser (see `new admin`). It can
be checked and published as it is.

  --languages L,L  BCP 47 tags; the screen returns to the first. For a language that
                   this program has no words for, strings/L.yaml is begun in English:
                   translate it, else the buttons stay English
  --name NAME      who speaks, as the screen's first lines say it
  --timezone ZONE  an IANA name such as Asia/Dushanbe (default: this machine's)

  --json           says it for a program

Exit status: 0 begun, 1 it cannot be; nothing that exists is written over.
)";

constexpr std::string_view new_admin_help = R"(rohnamo-content new admin FOLDER

Writes FOLDER/admin: the channel's stories, contacts and notices as forms in a browser, by
Decap CMS (https://decapcms.org), for the languages and topics that channel.yaml has. Run it
again when they change: in admin/config.yml it keeps what stands above its line (where the
git repository is), and admin/index.html as it is.

Forms show an item whose YAML file has its `id`, and a text whose front matter has its
`language`: `check` names those that lack them.

  --json  says it for a program

Exit status: 0 written, 1 it cannot be.
)";

constexpr std::string_view new_item_help =
    R"(rohnamo-content new story FOLDER ID
rohnamo-content new contact FOLDER ID
rohnamo-content new notice FOLDER ID

Begins an item of the channel in FOLDER, as a draft, in the channel's first language.
ID is a-z, 0-9 and -, and stays the same for the item's whole life: a link to a story
names it. Write in the files that are named, put other languages beside them, check,
and say `status: approved` when it may be published. A notice ends by itself.

  --json  says it for a program

Exit status: 0 begun, 1 it cannot be; nothing that exists is written over.
)";

constexpr std::string_view check_help =
    R"(rohnamo-content check FOLDER [--strict] [--json] [--fonts FOLDER] [--screens SIZES]

Reads all of a channel and names every fault with its file, its line and what to do;
then shows which story lacks which translation, or has one that nobody has read, what
is read aloud in one language and not in another, and how much the pictures are for
the screens to fetch. It warns of what would look otherwise than it was meant:
characters that the screens have no letter for, colours that they must darken,
pictures that they must enlarge, titles and summaries that their slides must cut (drafts
too; rohnamo-kiosk tells it and must be installed); and of pictures whose files tell who
took them, where, or with which camera.

  --strict        warnings count as faults
  --json          all of it for a program: errors, warnings, faults, pictures,
                  translations
  --fonts FOLDER  where the screen's fonts are (default: as installed, without those
                  that fonts.yaml calls optional)
  --screens SIZES which screens slides are laid out for: pixels, and inches where they
                  are not as in channel.yaml, like 1920x1080,1280x800@10.1 (default:
                  `screen` in channel.yaml, else 1920x1080,1080x1920)
  --cache FOLDER  remembers rendered pictures and recordings (default: ~/.cache/rohnamo)
  --data FOLDER   where the program's own strings/ are (or ROHNAMO_DATA)

Exit status: 0 it can be published, 1 it cannot.
)";

constexpr std::string_view status_help = R"(rohnamo-content status FOLDER [--json]

What the screens will begin and cease to show in the next 30 days, by the clock of the
channel's time zone, and which translations are missing, unread, or of a draft.

Exit status: 0, or 1 where `check` names errors.
)";

constexpr std::string_view preview_help =
    R"(rohnamo-content preview FOLDER [--size 1280x720] [--portrait] [--language L]
                        [--keys KEYS --out REPOSITORY [--to DESTINATION]]
rohnamo-content preview FOLDER --screenshots OUT

The first shows the channel in a window, as a visitor will see it, drafts left out.
Whatever you save is there at once; what is faulty is named here, and what was good
stays. In the window: F2 the next language, F3 the next size of a screen, F4 upright
or lying, F5 and F6 an hour earlier or later, F9 publish.

With --keys and --out the window publishes: F9 lists what would change on the screens,
"Publish" (or Enter) publishes what is listed, "Not now" (or Escape) changes nothing.
Errors in the channel are listed instead, and nothing can be published.

The second writes a picture of every page in every language, lying and upright, and
OUT/index.html with all of them: to be looked at, and mailed for approval.

  --fonts FOLDER  where the screen's fonts are (default: as installed)
  --data FOLDER   where the program's own strings/ are (or ROHNAMO_DATA)
  --cache FOLDER  remembers rendered pictures and recordings (default: ~/.cache/rohnamo)

Exit status: 0, or 1 where the channel has errors or the screen cannot be shown.
)";

constexpr std::string_view publish_help =
    R"(rohnamo-content publish FOLDER --keys KEYS --out REPOSITORY [--to DESTINATION] [--dry-run]
rohnamo-content publish FOLDER --keys KEYS --out REPOSITORY --undo [--to …] [--dry-run]
rohnamo-content publish FOLDER --keys KEYS --prepare SUBMISSION [--repo REPOSITORY]

The first signs the channel and writes it into the repository in one go: all that
must sign has its keys in KEYS. Screens see nothing before all of it is there. It says
what appears, changes and disappears on the screens.

The second publishes again what the screens showed before, whatever FOLDER holds. Do it
once more, and it is undone. REPOSITORY keeps for it what was there before.

The third writes what is new into a folder of its own, signed as far as KEYS go.
Take it to the others (`sign`), and the whole to the machine that publishes (`accept`).
REPOSITORY is the publication or a copy of it: with it, only what changed is new.

How long signatures last is in KEYS/keys.yaml.

  --dry-run        says what would change on the screens, and writes nothing
  --to DESTINATION carries the publication to the web server then: see `upload`
  --json           says it for a program, with every file
  --cache FOLDER   remembers rendered pictures and recordings, and what stories became:
                   those whose files did not change are not read again (default:
                   ~/.cache/rohnamo; remove it, and everything is made anew)
  --data FOLDER    where the program's own strings/ are (or ROHNAMO_DATA)

Exit status: 0 published or prepared, 1 faults, or a key is missing (nothing was
written), or it is in REPOSITORY and not yet at DESTINATION; 3 another rohnamo-content
is at work there.
)";

constexpr std::string_view upload_help =
    R"(rohnamo-content upload REPOSITORY --to DESTINATION

Carries a publication to the web server, in an order in which screens never see half
of it. What is there already is not carried again. Where the line breaks, the server
has the publication before or this one, whole: run it again. After `resign` too.

DESTINATION is one of
  user@host:/folder   through rsync and ssh; rsync must be there too
  s3://bucket/folder  through rclone: its remote named s3 says where that is, like
                      rclone config create s3 s3 provider=Minio endpoint=https://…
                        access_key_id=… secret_access_key=…
  /folder             a folder of this computer, through rsync

Of the destination only metadata/ and targets/ are touched, and in them what is not
in REPOSITORY is removed, last of all.

  --json  says it for a program

Exit status: 0 all of it is there; 1 not, and the tool has said why; 3 the publication
is being written.
)";

constexpr std::string_view files_help = R"(rohnamo-content files REPOSITORY [--step N]

The files of a publication in the order in which they may be copied by other tools.
There are six steps; each must be complete before the next begins. With rsync:

  for step in 1 2 3 4 5 6; do
    rohnamo-content files REPOSITORY --step $step |
      rsync --times --files-from=- REPOSITORY/ user@host:/folder/ || break
  done

Steps: 1 what is shown (targets), 2 who says so (roles), 3 snapshots, 4 roots,
5 timestamp.json.gz, 6 timestamp.json.

  --step N  one of them alone
  --json    says it for a program, step by step
)";

constexpr std::string_view bundle_help = R"(rohnamo-content bundle FOLDER --out CACHE

Puts the channel into a cache folder, unsigned, as a screen is installed with.

  --json          says it for a program
  --cache FOLDER  remembers rendered pictures and recordings (default: ~/.cache/rohnamo)
  --data FOLDER   where the program's own strings/ are (or ROHNAMO_DATA)
)";

constexpr std::string_view submit_help =
    R"(rohnamo-content submit FOLDER --office NAME --keys KEYS --out SUBMISSION [--after VERSION]

Signs an office's contacts and notices with the office's own key. FOLDER is a whole
channel with offices/NAME in it, or the office's own: channel.yaml (a copy of the
mission's), contacts/ and notices/. Hand SUBMISSION to the mission, targets/ first;
an older submission in that folder is replaced.

  --after VERSION  makes the version higher than this one: for an office whose
                   folder of keys was restored from a copy
  --json           says it for a program
  --cache FOLDER   remembers rendered pictures and recordings (default: ~/.cache/rohnamo)

Exit status: 0 signed, 1 faults (nothing was written).
)";

constexpr std::string_view sign_help =
    R"(rohnamo-content sign SUBMISSION --keys KEYS [--repo REPOSITORY]
rohnamo-content sign N.root.draft.json --keys KEYS

Adds the signatures of the keys in KEYS to what another prepared, shows what was
signed, and says who must sign still. Nothing is published by it. With --repo it
shows what the submission changes.

  --json  says it for a program

Exit status: 0 signed, or complete already; 1 KEYS has no key that is wanted.
)";

constexpr std::string_view accept_help =
    R"(rohnamo-content accept FOLDER --repo REPOSITORY --keys KEYS [--quiet]

Checks a submission as the screens will (who signed, that versions rise, that every
file is there and in its place), then publishes it. FOLDER is one submission, or a
folder of them. KEYS needs the keys of snapshot and timestamp and a root, no others.

An office may publish contacts and notices under offices/NAME/ and nothing else:
anything more is refused by name. What is refused changes nothing.

Made for cron: no output where there is nothing new, and no harm in running twice.

  */5 * * * *  rohnamo-content accept /srv/incoming --repo /srv/www --keys /etc/rohnamo/keys -q

  --quiet, -q  says nothing of what expires soon (see `keys check`)
  --json       says it for a program

Exit status: 0 published, or nothing new; 1 something was refused; 3 another
rohnamo-content is at work there.
)";

constexpr std::string_view resign_help =
    R"(rohnamo-content resign --repo REPOSITORY --keys KEYS [--quiet]

Signs the timestamp anew for another period: by it, screens know that they have the
newest there is. KEYS needs the key of timestamp and a root, no others. Where the web
server is elsewhere, `upload` then.

Made for cron, once a day; without output, except for warnings of what expires soon:

  17 3 * * *  rohnamo-content resign --repo /srv/www --keys /etc/rohnamo/keys -q

  --quiet, -q  says nothing of what expires soon (see `keys check`)
  --json       says it for a program

Exit status: 0 signed, 1 not, 3 another rohnamo-content is at work there.
)";

constexpr std::string_view export_help =
    R"(rohnamo-content export REPOSITORY --out STICK

Copies a publication onto a stick (FAT, exFAT or ext4), into its folder rohnamo: only
what is missing or has changed. STICK is where the stick shows up as a folder, like
/media/anna/STICK. Nothing else on it is touched. Plug it into a screen's computer:
the screen takes what is new and goes on showing what it has until all of it is there.

Screens take a stick for 90 days after the timestamp on it has expired; with the
periods that keys.yaml begins with that is 180 days after `resign` or `publish`.

  --json  says it for a program

Exit status: 0 the stick may be taken out, 1 it is not complete (run it again), 3 the
publication is being written.
)";

constexpr std::string_view import_help =
    R"(rohnamo-content import FOLDER FILE [--lang LANGUAGE] [--pictures] [--dry-run]

Brings what you have on the web into a channel, as drafts: nothing is shown before you
have read it and said `status: approved`. FILE is a feed (RSS 2.0, RSS 1.0, Atom),
WordPress's export (Tools, Export: WXR) or Drupal's articles (JSON:API, a module of
Drupal's own); `-` reads standard input:

  curl -s https://example.org/feed | rohnamo-content import my-channel -
  curl 'https://example.org/jsonapi/node/article?include=field_image,field_tags' > articles.json
  rohnamo-content import my-channel articles.json

Drupal gives 50 articles at a time: import says where the next ones are.

Headings, paragraphs, lists, quotes, links and small tables stay; scripts, frames, forms
and trackers go, and each story says what was left out. Importing again brings what is
new; a story that changed in the feed is written over only while nobody has worked on it
here.

What a site knows as translations of one text are the texts of one story: Drupal's, those
of Polylang, and those of WPML where its add-on Export and Import is installed. They may
come one file after another. What joins a story that is shown already is a draft that no
screen shows.

  --lang LANGUAGE  the language of all of it (default: as the feed says)
  --since DAY      leaves what is older, like 2026-01-31
  --limit N        at most so many items, the first of the feed
  --pictures       fetches pictures from the web, by curl; without it they are named
  --drafts         drafts and private posts too, where the file has them
  --dry-run        writes nothing, says what would come
  --json           the report for a program

Exit status: 0 done, and what was left out is named; 1 FILE is no such feed (nothing was
written).
)";

constexpr std::string_view translate_help =
    R"(rohnamo-content translate export FOLDER --lang LANGUAGE --out FILE [--from LANGUAGE]
rohnamo-content translate import FOLDER FILE

The first writes all texts of a channel that are to be in LANGUAGE into one file for a
translator: titles, summaries, picture descriptions, the paragraphs of stories and notices,
names, contacts, and the screen's own words, with what is translated already. FILE ends in
.xlf or .xliff (XLIFF 2.0) or in .po (gettext). The second brings them back:

  rohnamo-content translate export my-channel --lang tg --out my-channel-tg.xlf
  … the translator works on my-channel-tg.xlf …
  rohnamo-content translate import my-channel my-channel-tg.xlf
  rohnamo-content check my-channel

  --from LANGUAGE  exports only what was written in this language: some programs for
                   translators want one language in a file
  --json           says it for a program

The language that a story was written in is its `original`. Whether somebody read a
translation goes along:

  in the folder     XLIFF                        PO
  (nothing)         initial                      empty
  draft             initial or translated        empty or fuzzy
  unreviewed        translated                   fuzzy
  reviewed          reviewed, final              not fuzzy
  its original      translated, with sub-state   fuzzy
  changed since     rohnamo:stale

A story is reviewed once all its texts are, and a draft, which no screen shows, until none
is missing. Importing changes only what the translator changed: comments and all else stay
as they are. An empty translation leaves what is there. Where the original changed since the
export, what still matches is taken and the rest is named. Export again for it: FILE is
nothing to keep.

  --data FOLDER    where the program's own strings/ are (or ROHNAMO_DATA)

Exit status: 0 done, and what was left out is named; 1 FILE is of another channel or
language, or no such file (nothing was written), or a text that screens cannot show.
)";

constexpr std::string_view keys_new_help =
    R"(rohnamo-content keys new --keys KEYS [--signers N] [--threshold ROLE=N]

Makes a folder of keys: root (says which keys count), targets (says who may publish),
mission (stories, contacts, notices), snapshot and timestamp (say what is newest).

  --signers 3         three keys each for root, targets and mission: the first in KEYS,
                      the others in KEYS/signer-2 and KEYS/signer-3, to be moved to
                      their holders; or for one role alone: --signers root=3
  --threshold root=2  two of them must sign

Keep KEYS on no web server. Give KEYS/1.root.json to every screen.
)";

constexpr std::string_view keys_list_help =
    R"(rohnamo-content keys list --keys KEYS [--repo REPOSITORY] [--json]

Who signs what, where the keys are, and until when it is good. Names of holders come
from KEYS/keys.yaml. With --repo, also what is published.
)";

constexpr std::string_view keys_check_help =
    R"(rohnamo-content keys check --keys KEYS [--repo REPOSITORY]

Says what expires within 180 days (or half its period, if that is shorter), and what
to do about it. Made for monitoring.

Exit status: 0 nothing, 1 something does, or has.
)";

constexpr std::string_view keys_make_help = R"(rohnamo-content keys make ROLE --keys KEYS

Makes a key that never leaves this computer, and a file with its public half. Whoever
decides about the role takes that file: keys add, keys rotate or office new with
--public. ROLE is root, targets, mission, snapshot, timestamp or offices/NAME.
)";

constexpr std::string_view keys_rotate_help =
    R"(rohnamo-content keys rotate ROLE --keys KEYS [--key ID] [--public FILE | --out FOLDER]

Another key for a role instead of one that is lost, stolen or merely old. ROLE is root,
targets, mission, snapshot, timestamp or offices/NAME.

  --key ID            which key goes (the beginning of its id); default: the one in KEYS
  --public FILE       its holder made the new key: `keys make`
  --out FOLDER        where to put the new key; default: KEYS
  --threshold ROLE=N  how many must sign from now on

A change of root, targets, snapshot or timestamp is a new root: it must be signed with
as many keys of the old root as that demands. Where they are not all in KEYS, it waits
as N.root.draft.json: see `sign`. Then publish.
)";

constexpr std::string_view keys_add_help =
    R"(rohnamo-content keys add ROLE --keys KEYS [--public FILE | --out FOLDER] [--threshold ROLE=N]

One more key for a role; options as of `keys rotate`.
)";

constexpr std::string_view keys_remove_help =
    R"(rohnamo-content keys remove ROLE ID --keys KEYS [--threshold ROLE=N]

A key (the beginning of its id) no longer counts for a role.
)";

constexpr std::string_view keys_renew_help = R"(rohnamo-content keys renew --keys KEYS

The same root of trust for another period. `publish` does it by itself where all keys
for it are in KEYS; where they are not, the others `sign` it.
)";

constexpr std::string_view office_new_help =
    R"(rohnamo-content office new NAME --keys KEYS [--public FILE | --out FOLDER]

An office that publishes its own contacts and notices. Its key is made in
KEYS/offices/NAME: while it is there, `publish` signs for the office what the channel's
folder has under offices/NAME. Move it to the office, and the office publishes for
itself (`submit`).

  --public FILE  the office made its key itself: keys make offices/NAME
  --out FOLDER   where to put the new key
)";

constexpr std::string_view office_remove_help =
    R"(rohnamo-content office remove NAME --keys KEYS

With the next publication the office's contacts and notices leave the screens.
)";

constexpr std::string_view software_new_help =
    R"(rohnamo-content software new --keys KEYS [--public FILE | --out FOLDER]

A key for the program's own Debian packages, apart from all keys of what screens show:
who has it can put any program on every kiosk, as root. Keep it as you keep the root's,
offline. It is made in KEYS; the next `publish` with the keys of targets says so.

  --public FILE  its holder made it: keys make software --keys THEIRS
  --out FOLDER   where to put the new key
)";

constexpr std::string_view software_publish_help =
    R"(rohnamo-content software publish DEB… --keys KEYS --out REPOSITORY [--to DESTINATION]
rohnamo-content software publish DEB… --keys KEYS --prepare SUBMISSION [--repo REPOSITORY]

Signs the Debian packages that kiosks shall have: all of them, each time, with those that
they depend on and that a kiosk may lack. Packages for several architectures may be named
together; a kiosk takes those for its own, and `all`. What was published and is not named
any more is no longer asked for; where it is installed, it stays.

Kiosks fetch them after what they show, check them once more, install them in the quiet
hours (02:00 to 05:00), and go back by themselves where the screen does not come up. Try
them on one kiosk first.

The first needs the key of software, and those of snapshot and timestamp. The second
writes a submission for the machine that publishes (`accept`) and needs the key of software
alone; REPOSITORY is a copy of the publication, by which versions rise.

  --downgrade      takes a version that is lower than the one that is published
  --to DESTINATION carries the publication to the web server then: see `upload`
  --json           says it for a program

Needs dpkg-deb and dpkg. Exit status: 0 published or prepared, 1 refused (nothing was
written), 3 another rohnamo-content is at work there.
)";

}  // namespace rohnamo::publish
