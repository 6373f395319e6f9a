import { comparePictures } from './pictures.js';

comparePictures('light');
