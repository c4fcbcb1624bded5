package io.github.pywar.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.lock.LockFixture;
import io.github.pywar.app.lock.LockedOrResolvedLibraries;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.app.sbom.Inventory;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestElf;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReportTest extends LockFixture {

    private static final Pattern OUT = Pattern.compile("<p id=\"out\">(.*?)</p>");

    private Map<String, String> others = Map.of();

    @BeforeEach
    void fill() {
        project.rules = DependencyRules.NONE.startup(StartupRules.parse(List.of("web"), "<allowStartupCode>"));
        add(TestWheel.of("web", "1.0")
                .metadata("License: MIT\nSummary: <script>alert('1 & 2')</script> \u00fcber\nRequires-Dist: native>=1\n"
                        + "Requires-Dist: six")
                .file("web/__init__.py", "#".repeat(3000))
                .file("web.pth", "import web_hook\nother\n"));
        add(TestWheel.of("six", "1.0").metadata("Requires-Dist: loop").file("six.py", "#".repeat(500)));
        add(TestWheel.of("loop", "1.0")
                .metadata("Requires-Dist: six<2\nLicense: BSD \"quoted\" <b>")
                .file("loop.py", "#"));
        add(TestWheel.of("native", "2.0")
                .tag("py3-none-manylinux_2_17_x86_64")
                .file(
                        "native/core.so",
                        TestElf.x86()
                                .versions("libc.so.6", "GLIBC_2.17")
                                .needs("libpq.so.5")
                                .bytes())
                .file("native.libs/libpng16-91cc3cb1.so.16.3.0", TestElf.x86().bytes()));
    }

    @Test
    void describesTheArchive() throws IOException {
        String page = page();

        String main = page.substring(page.indexOf("<body"), page.indexOf("<script>"));
        Golden.assertMatches("report/archive.html", main);
        assertThat(main).doesNotContain("<script").doesNotContain("<b>");
    }

    /** The text about a chain is linear in its length, and its columns are in the order of the chain. */
    @Test
    void abridgesLongPaths() throws IOException {
        add(TestWheel.of("loop", "1.0").metadata("Requires-Dist: p0"));
        for (int i = 0; i < 40; i++) {
            add(TestWheel.of("p" + i, "1.0").metadata(i < 39 ? "Requires-Dist: p" + (i + 1) : "Summary: end"));
        }

        assertThat(page())
                .contains("<a href=\"#package-p4\">p4</a> &rarr; (27 more) &rarr; <a href=\"#package-p32\">p32</a>")
                .contains("<rect x=\"" + (8 + 43 * 210) + "\"");
    }

    @Test
    void linksThePagesOfOtherTargets() throws IOException {
        assertThat(page()).doesNotContain("Other targets");

        others = Map.of("arm & linux", "pywar-report-arm.html");

        assertThat(page()).contains("<p>Other targets: <a href=\"pywar-report-arm.html\">arm &#38; linux</a></p>");
    }

    @Test
    void hasOneTileForEachPackage() throws IOException {
        assertThat(page().split("class=\"tile ", -1)).hasSize(1 + 4 + 1);
    }

    @Test
    void loadsNothing() throws IOException {
        assertThat(page().replaceAll("default-src 'none'", ""))
                .doesNotContain("http:", "https:", " src=", "@import", "url(");
    }

    /** A narrow window of Chromium is not narrower than 500 pixels, so the page is in a frame. */
    @ParameterizedTest
    @ValueSource(ints = {360, 500, 768, 1280})
    void fitsTheScreen(int width) throws IOException {
        String result = shown(width, """
                var wide = view.document.documentElement.scrollWidth;
                result.push(wide <= WIDTH ? "fits" : "needs " + wide);
                """);

        assertThat(result).isEqualTo("result: fits;");
    }

    @Test
    void opensDetailsOfALinkedPackage() throws IOException {
        String result = shown(800, """
                view.location.hash = "#package-six";
                view.dispatchEvent(new view.HashChangeEvent("hashchange"));
                result.push(view.document.getElementById("package-six").open);
                result.push(view.document.getElementById("package-web").open);
                """);

        assertThat(result).isEqualTo("result: true;false;");
    }

    @Test
    void filtersAndSortsPackages() throws IOException {
        String result = shown(800, """
                var rows = view.document.querySelector(".packages tbody").rows;
                view.document.querySelectorAll(".packages thead button")[2].click();
                result.push(rows[3].cells[0].textContent);
                view.document.querySelectorAll(".packages thead button")[2].click();
                result.push(rows[0].cells[0].textContent);
                result.push(view.document.querySelectorAll(".packages thead th")[2].getAttribute("aria-sort"));
                var filter = view.document.getElementById("filter");
                filter.value = "NATIVE";
                filter.dispatchEvent(new view.Event("input"));
                result.push(Array.from(rows).filter(row => !row.hidden).map(row => row.cells[0].textContent).join("+"));
                """);

        assertThat(result).isEqualTo("result: web;web;descending;native;");
    }

    /** Loads the page in a frame of that width, and runs a script that fills the list {@code result}. */
    private String shown(int width, String script) throws IOException {
        String frame = page().replace("&", "&amp;").replace("\"", "&quot;");
        Path file = Files.writeString(
                folder.resolve("frame.html"),
                """
                <body><p id="out">none</p>
                <iframe id="frame" width="WIDTH" height="700" style="border:0" srcdoc="PAGE"></iframe>
                <script>
                  var frame = document.getElementById("frame");
                  function check() {
                    var view = frame.contentWindow, result = [];
                    SCRIPT
                    document.getElementById("out").textContent = "result: " + result.map(one => one + ";").join("");
                  }
                  if (frame.contentDocument.readyState === "complete" && frame.contentDocument.getElementById("top")) check();
                  else frame.addEventListener("load", check);
                </script>
                """.replace("SCRIPT", script).replace("WIDTH", "" + width).replace("PAGE", frame));
        String dom = Tool.run(
                        folder,
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("chromium"),
                        "--window-size=1400,900",
                        "--timeout=20000",
                        "--dump-dom",
                        file.toUri().toString())
                .output();
        Matcher out = OUT.matcher(dom);
        return out.find() ? out.group(1) : dom;
    }

    private String page() throws IOException {
        LockedOrResolvedLibraries source = LockedOrResolvedLibraries.of(project.settings(), project.sources());
        AppSpec spec = source.adapt(project.spec(List.of("web")), project.progress);
        List<Library> libraries = source.libraries(spec, project.progress);
        List<FileTree> trees = new ArrayList<>();
        for (Library library : libraries) {
            trees.add(library.wheel().files().under("lib/python3.11/site-packages"));
        }
        trees.add(FileTree.builder("sources")
                .add("app/shop.py", ByteSource.of("#".repeat(1200)))
                .build());
        FileTree tree = FileTree.union(trees, Globs.NONE, Progress.SILENT);
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        byte[] page =
                new ArchiveReport(Inventory.of(spec, libraries), tree, time, "pywar-maven-plugin 1.0").html(others);
        return new String(page, StandardCharsets.UTF_8);
    }
}
