package io.github.pywar.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import org.junit.jupiter.api.Test;

class ProcfileTest {

    private static final String APPLICATION = "shop.wsgi:application";

    @Test
    void readsTheProcessesBesideTheServer() {
        Procfile procfile = parse("""
                # of the shop
                web: gunicorn shop.wsgi
                release: python manage.py migrate

                worker:  celery -A shop worker
                beat: celery -A shop beat
                """);

        assertThat(procfile.processes()).extracting(ProcessDeclaration::name).containsExactly("worker", "beat");
        assertThat(procfile.types().get(0).command()).containsExactly("celery", "-A", "shop", "worker");
        assertThat(procfile.processes().get(1).location()).hasToString("Procfile:6");
    }

    @Test
    void reportsLinesOfAnotherForm() {
        Golden.assertMatches(
                "process/procfile.txt",
                catchThrowableOfType(UserException.class, () -> parse("worker celery\nweb: x\n- beat: y\n"))
                        .getMessage());
    }

    /** Another platform runs a shell; its file cannot always be changed. */
    @Test
    void proposesTheElementIfALineNeedsAShell() {
        Procfile procfile = parse("worker: celery -A shop worker --concurrency=${WORKERS:-1}\n");

        Golden.assertMatches(
                "process/procfile-shell.txt",
                catchThrowableOfType(UserException.class, procfile::types).getMessage());
    }

    @Test
    void warnsOfACommandOfTheDeployment() {
        Golden.assertMatches(
                "process/procfile-release.txt",
                parse("release: python manage.py migrate").releaseWarning().orElseThrow());
        assertThat(parse("web: waitress-serve shop.wsgi:application").releaseWarning())
                .isEmpty();
    }

    @Test
    void acceptsTheServerOfTheArchive() {
        assertThat(parse("web: gunicorn shop.wsgi:application --bind 0.0.0.0:$PORT --log-file -")
                        .webWarning("gunicorn", APPLICATION))
                .isEmpty();
        assertThat(parse("web: python3 -m gunicorn shop.wsgi").webWarning("gunicorn", APPLICATION))
                .isEmpty();
        assertThat(parse("worker: celery worker").webWarning("gunicorn", APPLICATION))
                .isEmpty();
    }

    @Test
    void warnsOfAnotherServerOrApplication() {
        Golden.assertMatches(
                "process/procfile-web.txt",
                parse("web: bin/gunicorn shop.wsgi")
                                .webWarning("waitress", APPLICATION)
                                .orElseThrow()
                        + "\n"
                        + parse("web: gunicorn \"shop:create_app()\"")
                                .webWarning("gunicorn", APPLICATION)
                                .orElseThrow());
    }

    private static Procfile parse(String text) {
        return Procfile.parse(text, "Procfile");
    }
}
