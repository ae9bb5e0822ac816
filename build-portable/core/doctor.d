build-portable/core/doctor.o: src/core/doctor.c src/core/doctor.h \
 src/core/text.h src/core/build.h src/core/err.h src/core/buildcache.h \
 src/core/hash.h src/core/child.h src/core/compiler.h \
 src/core/doctor_checks.h src/core/run.h src/core/trace.h \
 src/event/event.h src/event/kinds.h src/event/ring.h
src/core/doctor.h:
src/core/text.h:
src/core/build.h:
src/core/err.h:
src/core/buildcache.h:
src/core/hash.h:
src/core/child.h:
src/core/compiler.h:
src/core/doctor_checks.h:
src/core/run.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/ring.h:
