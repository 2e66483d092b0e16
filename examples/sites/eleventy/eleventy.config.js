export default function (config) {
  // The posts are theirs who wrote them: {{ and {% in them are words.
  config.addGlobalData("layout", "post.njk");
  return { markdownTemplateEngine: false, dir: { input: ".", output: "_site" } };
}
