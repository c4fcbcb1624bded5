def archive = new File(basedir, "target/flask-demo-1.0.0.pywar")
assert archive.isFile()
println ""
println "The archive:  ${archive}"
println "Start it:     python3 ${archive}"
println "Then look at  http://127.0.0.1:8000/"
println ""
return true
