import Driver
import Glibc

exit(Driver.main())
