// An editor's YAML, into which a translator's text is put.
#include "content/publish/yaml_edit.hpp"

#include <yaml-cpp/yaml.h>

#include "tests/fuzz/target.hpp"

using namespace rohnamo;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string yaml(fuzz::as_text(data, size));
  for (const publish::YamlPath& path :
       {publish::YamlPath{"name", "en"}, publish::YamlPath{"name", "xx"},
        publish::YamlPath{"topics", "0", "name", "fa"}, publish::YamlPath{"help"}}) {
    const auto edited = publish::with_text(yaml, path, "a: \"b\"");
    if (!edited) continue;
    YAML::Node node = YAML::Load(*edited);
    for (const auto& name : path) {
      const YAML::Node next = node.IsSequence() ? node[0] : node[name];
      node.reset(next);
    }
    fuzz::require(node.Scalar() == "a: \"b\"", "what was put in is there");
  }
  return 0;
}
