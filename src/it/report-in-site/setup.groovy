import io.github.pywar.testing.HermeticWheels

HermeticWheels.writeTo(basedir.toPath().resolve("app/wheels"))
return true
