package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.junit.jupiter.api.Test;

class DownloadOutputTest {

    private final StringWriter terminal = new StringWriter();

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
        DownloadOutput output = new DownloadOutput(new SystemStreamLog(), new PrintWriter(terminal), true);

        output.rewrite("12345");
        output.rewrite("123");
        output.rewrite("");

        assertThat(terminal.toString()).isEqualTo("\r12345\r123  \r   \r");
    }
}
