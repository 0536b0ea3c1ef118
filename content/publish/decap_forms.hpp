// The forms of Decap CMS (https://decapcms.org/docs/configuration-options/), with %words% for what
// differs from channel to channel.
#pragma once

#include <string_view>

namespace rohnamo::publish::decap_forms {

constexpr std::string_view generated =
    "# ---- From here on: written by `rohnamo-content new admin`. What is above is kept. ----\n";

constexpr std::string_view technician =
    R"(# The channel in forms, in a browser: Decap CMS, https://decapcms.org

# Where the channel's git repository is; the channel's folder is the root of it. One of:
backend:
  # Gitea or Forgejo. In its settings, add an OAuth2 application (no confidential client) whose
  # redirect URI is the address of this page, and write its client ID here.
  name: gitea
  base_url: https://git.example.org
  api_root: https://git.example.org/api/v1
  app_id: CLIENT-ID
  repo: OWNER/REPOSITORY
  branch: main

  # GitLab; the application has the scope `api`.
  # name: gitlab
  # auth_type: pkce
  # base_url: https://gitlab.com
  # api_root: https://gitlab.com/api/v4
  # app_id: APPLICATION-ID
  # repo: OWNER/REPOSITORY
  # branch: main

  # GitHub, which needs a server of your own that signs in:
  # https://decapcms.org/docs/external-oauth-clients/
  # name: github
  # base_url: https://sign-in.example.org
  # repo: OWNER/REPOSITORY
  # branch: main

# On a computer of one's own (http://localhost), with no git server: `npx decap-server@3.11.3` in
# the channel's folder writes the files. Elsewhere this line changes nothing.
local_backend: true

# With this line each change waits as a request to be merged, which another person accepts:
# publish_mode: editorial_workflow

# The language of Decap's own buttons, where Decap has it (en, ru, fa, tr, …):
locale: en

)";

constexpr std::string_view head = R"(
media_folder: admin/media
public_folder: media
show_preview_links: false
slug: {encoding: ascii, clean_accents: true}

collections:
)";

constexpr std::string_view stories = R"(
  - name: stories
    label: Stories
    label_singular: Story
    description: >-
      What a story has in common in all languages. Begin a story here; then write its text, in the
      list of each language.
    folder: stories
    path: "{{slug}}/story"
    extension: yaml
    format: yaml
    slug: "{{fields.id}}"
    identifier_field: id
    summary: "{{id}} – {{status}}"
    create: true
    delete: false
    sortable_fields: [id, order, date]
    view_filters: [{label: Drafts, field: status, pattern: draft}]
    media_folder: ""
    public_folder: ""
    editor: {preview: false}
    fields:
      - {name: format, widget: hidden, default: 1}
%id%%topic%      - name: original
        label: Written in
        widget: select
        default: %first%
        hint: The language that the others are translated from.
        options:
%languages%%status%%picture%      - name: date
        label: When it happened
        widget: string
        required: false
        pattern: ['^\d{4}(-\d\d(-\d\d)?)?$', 'Write 2026, 2026-03 or 2026-03-21']
        hint: 2026, 2026-03 or 2026-03-21, as exactly as it is known.
%order%      - name: weight
        label: Turns in a round
        widget: number
        value_type: int
        min: 1
        max: 10
        required: false
        hint: 1 to 10. How often it is shown in one round of the slides. Empty is 1.
      - name: priority
        label: Priority
        widget: number
        value_type: int
        min: 0
        max: 9
        required: false
        hint: 0 to 9. In each round the higher comes first, before all of the order. Empty is 0.
%from%%until%%week%      - name: url
        label: Its page on the web
        widget: string
        required: false
        pattern: ['^https?://\S+$', 'Write an address that begins with https://']
)";

constexpr std::string_view notices = R"(
  - name: notices
    label: Notices
    label_singular: Notice
    description: >-
      What a notice has in common in all languages. Begin a notice here; then write its text, in
      the list of each language.
    folder: notices
    path: "{{slug}}/notice"
    extension: yaml
    format: yaml
    slug: "{{fields.id}}"
    identifier_field: id
    summary: "{{id}} – {{urgency}}, {{status}}, until {{show_until}}"
    create: true
    delete: false
    sortable_fields: [id, show_until]
    view_filters: [{label: Drafts, field: status, pattern: draft}]
    media_folder: ""
    public_folder: ""
    editor: {preview: false}
    fields:
      - {name: format, widget: hidden, default: 1}
%id%      - name: urgency
        label: Urgency
        widget: select
        default: normal
        options:
          - {label: Normal, value: normal}
          - {label: 'Urgent: the whole screen, until somebody says to have read it', value: urgent}
%status%%from%%until%%week%)";

constexpr std::string_view texts_collection = R"(
  - name: %items%_%code%
    label: %list%
    label_singular: %singular%
    folder: %items%
    path: "{{slug}}/text"
    extension: md
    format: yaml-frontmatter
    filter: {field: language, value: %code%}
    meta:
      path:
        label: %Item%
        widget: relation
        collection: %items%
        value_field: id
        search_fields: [id]
        options_length: 1000
        index_file: %code%
        hint: Which one is this the text of? Begin it under “%Items%” first.
    summary: "{{title}} – {{translation}}"
    create: true
    sortable_fields: [title, translation]
    view_filters: [{label: Nobody has read it, field: translation, pattern: unreviewed}]
    media_folder: ""
    public_folder: ""
    editor: {preview: false}
    fields:
      - {name: language, widget: hidden, default: %code%}
      - name: title
        label: Title
        widget: string
        pattern: ['^.{1,90}$', 'At most 90 characters']
        hint: At most 90 characters.
      - name: summary
        label: Summary
        widget: text
        required: %whole%
        pattern: ['^[\s\S]{1,300}$', 'At most 300 characters']
        hint: In one or two sentences, at most 300 characters.
      - name: picture
        label: What the picture shows
        widget: string
        required: false
        hint: For those who cannot see it.
      - name: translation
        label: Translation
        widget: select
        default: %state%
        options:
          - {label: It was written in this language, value: original}
          - {label: Draft – not whole and not shown, value: draft}
          - {label: Unreviewed – nobody has read it yet, value: unreviewed}
          - {label: Reviewed – a speaker of the language has read it, value: reviewed}
      - name: body
        label: Text
        widget: markdown
        modes: [rich_text, raw]
        editor_components: []
        buttons: [bold, italic, link, heading-two, heading-three, quote, bulleted-list, numbered-list]
        sanitize_preview: true
        required: %whole%
      - name: source
        label: Words of the original
        widget: string
        required: false
        pattern: ['^[0-9a-f]{12}$', '12 of 0-9 and a-f, as rohnamo-content says them']
        hint: >-
          Leave it as it is. When “check” says that the original changed, bring the text up to
          date and write the value here that it names.
)";

constexpr std::string_view contacts = R"(
  - name: contacts
    label: Contacts
    label_singular: Contact
    folder: contacts
    extension: yaml
    format: yaml
    slug: "{{fields.id}}"
    identifier_field: id
    summary: "{{name.%first%}}"
    create: true
    sortable_fields: [id, order]
    media_folder: ""
    public_folder: ""
    editor: {preview: false}
    fields:
      - {name: format, widget: hidden, default: 1}
%id%%status%%order%      - name: name
        label: Name
        widget: object
        fields:
%name_texts%      - name: address_as_given
        label: Address, as it is shown in every language
        widget: string
        required: false
        hint: It is never translated.
      - name: address
        label: The same address in each language
        widget: object
        required: false
        collapsed: true
        fields:
%texts%      - name: phones
        label: Telephones
        label_singular: Telephone
        widget: list
        required: false
        summary: "{{fields.number}}"
        fields:
%numbers%          - name: label
            label: What it is for
            widget: object
            required: false
            collapsed: true
            fields:
%label_texts%      - name: fax
        label: Fax
        label_singular: Fax
        widget: list
        required: false
        summary: "{{fields.number}}"
        fields:
%numbers%      - name: email
        label: E-mail
        widget: string
        required: false
        pattern: ['^\S+@\S+$', 'Write an address like office@example.org']
      - name: web
        label: Page on the web
        widget: string
        required: false
        pattern: ['^https?://\S+$', 'Write an address that begins with https://']
      - name: opening
        label: Opening hours
        widget: object
        required: false
        collapsed: true
        hint: >-
          From these the screen says “Open now · until 17:00”. Each day once: on all workdays, or
          day by day. Days without hours are closed.
        fields:
%opening%          - name: closed
            label: Closed on these days
            widget: list
            required: false
            collapsed: false
            field:
              name: day
              label: Day
              widget: datetime
              date_format: YYYY-MM-DD
              time_format: false
      - name: hours
        label: Hours in words
        widget: object
        required: false
        collapsed: true
        hint: What the opening hours above cannot say.
        fields:
%texts%      - name: note
        label: Note
        widget: object
        required: false
        collapsed: true
        hint: One sentence.
        fields:
%texts%      - name: map
        label: Map
        widget: object
        required: false
        collapsed: true
        fields:
          - {name: file, label: File, widget: image, choose_url: false, required: false}
%picture%)";

constexpr std::string_view id_field = R"(      - name: id
        label: Name of its %place%
        widget: string
        pattern: ['^[a-z0-9-]{1,64}$', 'a-z, 0-9 and - alone, at most 64 of them']
        hint: a-z, 0-9 and -, like our-first-one. It stays the same for ever.
)";

constexpr std::string_view status_field = R"(      - name: status
        label: Status
        widget: select
        default: draft
        options:
          - {label: Draft – it is checked and not published, value: draft}
          - {label: Approved – it is published, value: approved}
)";

constexpr std::string_view order_field = R"(      - name: order
        label: Place in the order
        widget: number
        value_type: int
        default: 10
        required: false
        hint: The lower number comes first.
)";

constexpr std::string_view picture_field = R"(      - name: picture
        label: Picture
        widget: object
        required: false
        fields:
          - name: file
            label: File
            widget: image
            choose_url: false
            required: false
            hint: SVG, JPEG, PNG or WebP.
          - name: focus
            label: What must stay visible
            label_singular: Number
            widget: list
            required: false
            hint: >-
              Two numbers from 0 to 1: the first from the left, the second from the top.
              Without them a place is looked for.
            field: {name: part, label: Part, widget: number, value_type: float, min: 0, max: 1, step: 0.05}
)";

constexpr std::string_view day_field = R"(      - name: %name%
        label: %label%
        widget: datetime
        date_format: YYYY-MM-DD
        time_format: false
        default: ""
%optional%        hint: %hint%
)";
constexpr std::string_view week_fields = R"(      - name: show_days
        label: On these days of the week alone
        widget: select
        multiple: true
        required: false
        options: [mon-fri, mon, tue, wed, thu, fri, sat, sun]
      - name: show_hours
        label: At these hours alone
        widget: string
        required: false
        pattern: ['^\d\d:\d\d-\d\d:\d\d$', 'Write it like 08:00-18:00']
        hint: Like 08:00-18:00. 20:00-02:00 goes on over midnight.
)";

constexpr std::string_view number_fields = R"(          - name: number
            label: Number
            widget: string
            hint: Whole, as it is shown, like (+992 48) 701 0202.
          - name: dial
            label: The same, to dial
            widget: string
            pattern: ['^\+?[0-9]+$', 'Digits alone, after a +']
            hint: Digits alone, like +992487010202.
)";

constexpr std::string_view hours_field = R"(          - name: %days%
            label: %label%
            label_singular: Hours
            widget: list
            required: false
            field:
              name: hours
              label: Hours
              widget: string
              pattern: ['^\d\d:\d\d-\d\d:\d\d$', 'Write them like 09:00-17:00']
              hint: Like 09:00-12:00; another line for 13:00-17:00.
)";

}  // namespace rohnamo::publish::decap_forms
