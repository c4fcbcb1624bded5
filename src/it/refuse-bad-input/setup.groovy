import io.github.pywar.testing.HermeticWheels
import io.github.pywar.testing.TestWheel

def wheels = basedir.toPath().resolve("wheels")
HermeticWheels.writeTo(wheels)
TestWheel.of("rude", "1.0").file("greeting/__init__.py", "def hello():\n    return 'What?'\n").write(wheels)
TestWheel.of("native", "1.0").tag("cp311-cp311-macosx_11_0_arm64").file("native.py", "").write(wheels)
return true
