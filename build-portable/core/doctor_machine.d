build-portable/core/doctor_machine.o: src/core/doctor_machine.c \
 src/core/doctor_checks.h src/core/doctor.h src/core/text.h \
 src/core/file.h src/core/err.h src/core/kernel.h src/core/timebase.h
src/core/doctor_checks.h:
src/core/doctor.h:
src/core/text.h:
src/core/file.h:
src/core/err.h:
src/core/kernel.h:
src/core/timebase.h:
