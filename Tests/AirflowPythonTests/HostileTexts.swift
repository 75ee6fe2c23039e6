/// Texts that would be code, layout or nothing in some language if a writer let them.
enum HostileTexts {
  static let all: [String] = [
    "plain", "", " blank ", "it's", "say \"no\"", "'\"'", "\"\"\"", "'''", "back\\slash", "\\",
    "${HOME}", "%{ if true }", "$$", "$(PGPASSWORD)", "{{ 7 * 7 }}", "{% raw %}", "{# c #}",
    "a\nb", "a\r\nb", "tab\tstop", "ends\n", "\0", "\u{7}", "\u{7F}", "\u{85}", "\u{A0}",
    "\u{2028}\u{2029}", "\u{FEFF}bom", "\u{202E}rtl\u{202C}", "\u{200B}", "\u{1F600}", "\u{10FFFF}",
    "𝔘nicode", "日本語", "e\u{301}", "!!python/object:os.system", "- a: b", "# comment",
    "-- comment", "/* c */", "'; DROP TABLE x; --", "`x`", "</script>", "x.yaml", "x.md",
  ]
}
