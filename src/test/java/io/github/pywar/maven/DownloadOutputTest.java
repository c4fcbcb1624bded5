package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferListener;
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

    /** As {@code org.apache.maven.logging.MavenTransferListener} of Maven 4. */
    private static final class Wrapping extends AbstractTransferListener {

        private final TransferListener delegate;

        Wrapping(TransferListener delegate) {
            this.delegate = delegate;
        }

        @Override
        public void transferCorrupted(TransferEvent event) throws TransferCancelledException {
            delegate.transferCorrupted(event);
        }
    }

    @Test
    void findsTheListenerThatMavenFourWraps() {
        class ConsoleMavenTransferListener extends AbstractTransferListener {}
        class QuietMavenTransferListener extends AbstractTransferListener {}

        assertThat(DownloadOutput.isRewriting(new Wrapping(new ConsoleMavenTransferListener())))
                .isTrue();
        assertThat(DownloadOutput.isRewriting(new Wrapping(new QuietMavenTransferListener())))
                .isFalse();
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
