import io.github.pywar.testing.HermeticWheels

HermeticWheels.writeTo(basedir.toPath().resolve("wheels"))
return true
