build-portable/core/warden.o: src/core/warden.c src/core/warden.h \
 src/core/child.h src/core/err.h src/core/confine.h src/core/text.h \
 src/core/kin.h src/core/launch.h src/core/report.h src/core/urgency.h
src/core/warden.h:
src/core/child.h:
src/core/err.h:
src/core/confine.h:
src/core/text.h:
src/core/kin.h:
src/core/launch.h:
src/core/report.h:
src/core/urgency.h:
