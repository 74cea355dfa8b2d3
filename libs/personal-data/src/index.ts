export { OwnPersonalData } from './own-personal-data';
export { sectionById } from './section-by-id';
export { PersonalDataModule } from './personal-data.module';
export {
  type ErasedCounts,
  type PersonalData,
  type PersonalDataPage,
  PersonalDataSource,
} from './personal-data-source';
