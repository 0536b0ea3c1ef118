// An editor's recordings become Opus of one loudness, measured after decoding.
#include "content/publish/recordings.hpp"

#include <catch2/catch.hpp>

#include "content/model/opus.hpp"
#include "content/publish/limiter.hpp"
#include "content/publish/opus_file.hpp"
#include "tests/content/publish/channel_world.hpp"
#include "tests/content/publish/sample_recordings.hpp"

using namespace rohnamo;
using publish::RecordingRenderer;
using tests::ChannelWorld;
using tests::Sound;
using tests::SoundFormat;

namespace {

struct World : ChannelWorld {
  RecordingRenderer renderer{base::posix_fs(), root() / "recordings"};

  base::Result<publish::RenderedRecording> render(const std::string& bytes) {
    write("recording", bytes);
    return renderer.render(channel() / "recording");
  }
  static std::string bytes(const publish::RenderedRecording& recording) {
    return *base::posix_fs().read(recording.file, 50 << 20);
  }
  // What a visitor gets of it.
  std::string opus(const std::string& from) {
    const auto recording = render(from);
    REQUIRE(recording);
    auto opus = bytes(*recording);
    CHECK(base::sha256(opus) == recording->blob.hash);
    return opus;
  }
};

void check_loudness(const tests::Heard& heard) {
  CHECK(heard.loudness == Approx(publish::target_loudness).margin(publish::loudness_tolerance));
  CHECK(heard.peak <= publish::highest_peak + 0.05);
}

}  // namespace

TEST_CASE("WAV, FLAC, MP3 and Opus become Opus in one channel, of one loudness") {
  World world;
  const auto format =
      GENERATE(SoundFormat::wav, SoundFormat::flac, SoundFormat::mp3, SoundFormat::opus);
  const auto peak = GENERATE(0.02, 0.3, 0.99);
  INFO(static_cast<int>(format) << " " << peak);
  const auto opus = world.opus(tests::recording(format, {.peak = peak}));
  CHECK(model::opus_length(opus).value().count() == Approx(3'000).margin(60));
  const auto heard = tests::hear(opus);
  CHECK(heard.channels == 1);
  check_loudness(heard);
}

TEST_CASE("two channels become one; any usual rate is taken") {
  World world;
  const int rate = GENERATE(8'000, 22'050, 96'000);
  const auto opus = world.opus(tests::recording(SoundFormat::wav, {.channels = 2, .rate = rate}));
  const auto heard = tests::hear(opus);
  CHECK(heard.channels == 1);
  CHECK(heard.seconds == Approx(3.0).margin(0.01));
  check_loudness(heard);
  CHECK(opus.size() < 3 * 6'000);  // some 24 kbit/s
}

TEST_CASE("a quiet voice with loud clicks is made as loud as the rest, without clipping") {
  World world;
  const auto wav = tests::recording(SoundFormat::wav, {.seconds = 6, .peak = 0.15, .clicks = 2});
  CHECK(tests::hear(wav).loudness < -22);
  check_loudness(tests::hear(world.opus(wav)));
}

TEST_CASE("an Opus file that is loud enough goes as it is") {
  World world;
  const auto opus = tests::opus();
  const auto recording = world.render(opus);
  REQUIRE(recording);
  CHECK(recording->file == world.channel() / "recording");
  CHECK((world.opus(opus) == opus));
}

TEST_CASE("an Opus file that lacks nothing but volume gets it in its header alone") {
  World world;
  const double peak = GENERATE(0.1, 0.99);
  const auto opus = tests::recording(SoundFormat::opus, {.peak = peak});
  const auto louder = world.opus(opus);
  REQUIRE(louder.size() == opus.size());
  std::size_t changed = 0;
  for (std::size_t i = 0; i < opus.size(); ++i) changed += opus[i] != louder[i] ? 1 : 0;
  CHECK(changed > 0);
  CHECK(changed <= 6);  // two bytes of gain, four of the page's checksum
  check_loudness(tests::hear(louder));
}

TEST_CASE("gain adds to the gain that is there") {
  const auto opus = tests::opus();
  const auto before = tests::hear(opus).loudness;
  const auto once = publish::with_more_gain(opus, -6).value();
  CHECK(tests::hear(once).loudness == Approx(before - 6).margin(0.1));
  CHECK((publish::with_more_gain(once, 6).value() == opus));
  CHECK(publish::with_more_gain("OggS", 6).error().code == base::Code::corrupt);
  CHECK(publish::with_more_gain(opus.substr(0, 40), 6).error().code == base::Code::corrupt);
}

TEST_CASE("a limiter keeps below its ceiling, and leaves alone what is") {
  publish::Limiter limiter(0.5F, 8'000);
  std::vector<float> samples(8'000);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = (i / 1'000 % 2 == 0 ? 0.4F : 1.7F) * (i % 3 == 0 ? 1.0F : -0.6F);
  auto limited = samples;
  limiter.process(limited);
  CHECK(*std::ranges::max_element(limited) <= 0.5F);
  CHECK(*std::ranges::max_element(limited) > 0.45F);
  for (std::size_t i = 0; i + limiter.delay() < 900; ++i)
    CHECK(limited[i + limiter.delay()] == Approx(samples[i]).margin(1e-4));
}

TEST_CASE("what is no recording that can be used is refused in words") {
  World world;
  const auto words = [&](const std::string& bytes) { return world.render(bytes).error().message; };
  CHECK(words("no recording") == "it is no WAV, FLAC, MP3 or Opus");
  CHECK(words("") == "it is no WAV, FLAC, MP3 or Opus");
  CHECK(words(tests::recording(SoundFormat::wav, {.peak = 0})) == "nothing is heard in it");
  CHECK(words(tests::recording(SoundFormat::wav, {.seconds = 0.9})) ==
        "it is shorter than a second");
  CHECK(words(tests::recording(SoundFormat::wav, {.seconds = 3'601, .rate = 8'000})) ==
        "it is longer than an hour");
  const auto flac = tests::recording(SoundFormat::flac);
  CHECK_THAT(words(flac.substr(0, flac.size() / 2)), Catch::StartsWith("it is damaged"));
}

TEST_CASE("a recording is rendered once; the same one always gives the same bytes") {
  World world;
  const auto wav = tests::recording(SoundFormat::wav);
  const auto first = world.render(wav);
  REQUIRE(first);
  const auto written = std::filesystem::last_write_time(first->file);
  const auto again = world.render(wav);
  REQUIRE(again);
  CHECK(again->blob == first->blob);
  CHECK(again->loudness == first->loudness);
  CHECK(std::filesystem::last_write_time(first->file) == written);
  RecordingRenderer forgetful(base::posix_fs(), "");
  const auto anew = forgetful.render(world.channel() / "recording");
  REQUIRE(anew);
  CHECK(anew->blob == first->blob);
  CHECK(base::sha256(anew->bytes) == first->blob.hash);
}

TEST_CASE("a recording in a story is published as Opus, whatever it was") {
  ChannelWorld world;
  world.write("stories/first/en.WAV", tests::recording(SoundFormat::wav));
  CHECK(world.faults() == "");
  const auto publication = world.compile();
  const auto& files = publication.roles.front().files;
  const auto file =
      std::ranges::find(files, "mission/stories/first/en.opus", &publish::PublishedFile::target);
  REQUIRE(file != files.end());
  check_loudness(tests::hear(publish::contents(base::posix_fs(), *file).value()));
}

TEST_CASE("check says what is wrong with a recording") {
  ChannelWorld world;
  SECTION("two of them") {
    world.write("stories/first/en.wav", tests::recording(SoundFormat::wav));
    world.write("stories/first/en.opus", tests::opus());
    CHECK_THAT(world.faults(),
               Catch::Contains("stories/first/en.wav: error: there is en.opus beside it: two "
                               "recordings of one text"));
  }
  SECTION("silence") {
    world.write("stories/first/en.wav", tests::recording(SoundFormat::wav, {.peak = 0}));
    CHECK_THAT(world.faults(), Catch::Contains("stories/first/en.wav: error: the recording cannot "
                                               "be used: nothing is heard in it"));
  }
  SECTION("too loud for the microphone") {
    world.write("stories/first/en.wav", tests::recording(SoundFormat::wav, {.overdriven = 20}));
    CHECK_THAT(world.faults(),
               Catch::Contains("stories/first/en.wav: warning: the recording is distorted in "));
  }
  SECTION("very quiet") {
    world.write("stories/first/en.wav", tests::recording(SoundFormat::wav, {.peak = 0.02}));
    CHECK_THAT(world.faults(),
               Catch::Contains("stories/first/en.wav: warning: the recording is very quiet: -4"));
  }
  SECTION("of another text") {
    world.write("stories/first/en.wav", tests::recording(SoundFormat::wav, {.seconds = 30}));
    CHECK_THAT(world.faults(),
               Catch::Contains("stories/first/en.wav: warning: the recording lasts 30 s, and the "
                               "text has 29 characters"));
  }
}
