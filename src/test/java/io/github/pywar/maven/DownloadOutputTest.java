package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.junit.jupiter.api.Test;

class DownloadOutputTest {

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void rewritesWhereMavenDoes() {
        class ConsoleMavenTransferListener extends AbstractTransferListener {}
        class SimplexTransferListener extends AbstractTransferListener {}
        class QuietMavenTransferListener extends AbstractTransferListener {}
        class Slf4jMavenTransferListener extends AbstractTransferListener {}

        assertThat(DownloadOutput.isRewriting(new ConsoleMavenTransferListener()))
                .isTrue();
        assertThat(DownloadOutput.isRewriting(new SimplexTransferListener())).isTrue();
        assertThat(DownloadOutput.isRewriting(new QuietMavenTransferListener())).isFalse();
        assertThat(DownloadOutput.isRewriting(new Slf4jMavenTransferListener())).isFalse();
        assertThat(DownloadOutput.isRewriting(null)).isFalse();
    }

    @Test
    void coversTheRestOfALongerLine() {
        DownloadOutput output = new DownloadOutput(
                new SystemStreamLog(), new PrintStream(terminal, true, StandardCharsets.UTF_8), true);

        output.rewrite("12345");
        output.rewrite("123");
        output.rewrite("");

        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("\r12345\r123  \r   \r");
    }
}
