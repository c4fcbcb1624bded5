package io.github.pywar.app.testrun;

import io.github.pywar.app.testrun.TestResult.Outcome;
import io.github.pywar.base.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Reports of tests as JUnit XML, one file for each module, with the names that Surefire uses. Jenkins, GitLab and
 * maven-surefire-report-plugin read them.
 *
 * @param folder of the files
 */
record TestReports(Path folder) {

    private static final String PREFIX = "TEST-";
    private static final String SUFFIX = ".xml";

    /** Marks the files of this class: Surefire may write others into the same folder. */
    private static final String MARK = "<!-- pywar -->";

    private static final int MARK_BYTES = 256;

    /** Deletes the reports of an earlier run. */
    void deleteOutdated() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(TestReports::isReport).toList()) {
                if (isOwn(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX) && Files.isRegularFile(file);
    }

    private static boolean isOwn(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MARK_BYTES), StandardCharsets.UTF_8).contains(MARK);
        }
    }

    /** Writes the reports. */
    void write(List<TestResult> results) throws IOException {
        Map<String, List<TestResult>> modules = new LinkedHashMap<>();
        results.forEach(one ->
                modules.computeIfAbsent(one.module(), any -> new ArrayList<>()).add(one));
        for (Map.Entry<String, List<TestResult>> module : modules.entrySet()) {
            AtomicFile.write(
                    folder.resolve(PREFIX + fileName(module.getKey()) + SUFFIX),
                    xml(module.getKey(), module.getValue()));
        }
    }

    private static String fileName(String module) {
        return module.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
    }

    private static byte[] xml(String module, List<TestResult> results) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            out.writeStartDocument("UTF-8", "1.0");
            out.writeCharacters("\n");
            out.writeComment(MARK.substring(4, MARK.length() - 3));
            out.writeCharacters("\n");
            suite(out, module, results);
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void suite(XMLStreamWriter out, String module, List<TestResult> results) throws XMLStreamException {
        TestSummary summary = TestSummary.of(results);
        out.writeStartElement("testsuite");
        attribute(out, "name", module);
        attribute(
                out,
                "time",
                time(results.stream().mapToDouble(TestResult::seconds).sum()));
        attribute(out, "tests", Integer.toString(summary.run()));
        attribute(out, "errors", Integer.toString(summary.errors()));
        attribute(out, "skipped", Integer.toString(summary.skipped()));
        attribute(out, "failures", Integer.toString(summary.failures()));
        for (TestResult result : results) {
            out.writeCharacters("\n  ");
            test(out, result);
        }
        out.writeCharacters("\n");
        out.writeEndElement();
        out.writeCharacters("\n");
    }

    private static void test(XMLStreamWriter out, TestResult result) throws XMLStreamException {
        out.writeStartElement("testcase");
        attribute(out, "name", result.name());
        attribute(out, "classname", result.className());
        attribute(out, "time", time(result.seconds()));
        if (result.outcome() == Outcome.SKIPPED) {
            out.writeEmptyElement("skipped");
            attribute(out, "message", result.message());
        } else if (result.isBad()) {
            out.writeStartElement(result.outcome() == Outcome.FAILED ? "failure" : "error");
            attribute(out, "message", result.message());
            attribute(out, "type", result.type().isEmpty() ? "Error" : result.type());
            out.writeCharacters(XmlText.of(result.details()));
            out.writeEndElement();
        }
        output(out, "system-out", result.output());
        output(out, "system-err", result.errors());
        out.writeEndElement();
    }

    private static void output(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            out.writeStartElement(name);
            out.writeCharacters(XmlText.of(text));
            out.writeEndElement();
        }
    }

    private static void attribute(XMLStreamWriter out, String name, String value) throws XMLStreamException {
        out.writeAttribute(name, XmlText.of(value));
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }
}
