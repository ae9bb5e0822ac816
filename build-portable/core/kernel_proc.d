build-portable/core/kernel_proc.o: src/core/kernel_proc.c \
 src/core/kernel_proc.h src/core/kernel.h src/core/text.h
src/core/kernel_proc.h:
src/core/kernel.h:
src/core/text.h:
