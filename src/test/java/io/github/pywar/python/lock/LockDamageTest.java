package io.github.pywar.python.lock;

import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Damage;
import org.junit.jupiter.api.Test;

/** Damaged locks lead to a result or to a {@code UserException}, never to another exception. */
class LockDamageTest {

    private static final String LOCK = """
            lock-version = "1.0"
            environments = ["sys_platform == 'linux' and implementation_name == 'cpython'"]
            requires-python = "==3.11.*"
            extras = ["mail"]
            dependency-groups = ["dev"]
            default-groups = ["dev"]
            created-by = "another"

            [[packages]]
            name = "demo"
            version = "1.0"
            marker = "python_version >= '3.8' and 'mail' in extras"
            requires-python = ">=3.8"
            index = "https://index.example.org/simple/"
            dependencies = [{name = "six"}]
            wheels = [
                {name = "demo-1.0-py3-none-any.whl", upload-time = 2026-01-01T00:00:00Z,\
             url = "https://files.example.org/demo-1.0-py3-none-any.whl", size = 1234,\
             hashes = {sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}},
            ]

            [[packages]]
            name = "six"
            version = "1.16.0"
            archive = {path = "wheels/six-1.16.0-py2.py3-none-any.whl", size = 1, hashes = {sha256 = "00"}}

            [tool.pywar]
            x = [1, 2.5, true, {a = "b"}]
            """;

    @Test
    void readsDamagedLocks() {
        LockRequest request =
                LockRequest.of(TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64")));
        Damage.check(21, input -> LockFile.parse(input, "pylock.toml").select(request), LOCK);
    }
}
