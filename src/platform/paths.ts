/** Path arithmetic of the running system; touches no file. */
import path from 'node:path';

export default path;
