export { table } from './start/table';
